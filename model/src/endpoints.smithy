$version: "2.0"

namespace com.amazonaws.licensemanager

use smithy.rules#endpointRuleSet

// One endpoint a region, with FIPS and dual-stack variants where the partition has them, or the caller's own endpoint.
apply AWSLicenseManager @endpointRuleSet(
{
    version: "1.0"
    parameters: {
        Region: {
            builtIn: "AWS::Region"
            required: false
            documentation: "The region to send the request to, such as `us-east-1`."
            type: "string"
        }
        UseDualStack: {
            builtIn: "AWS::UseDualStack"
            required: true
            default: false
            documentation: "Whether to use the endpoint that answers over IPv4 and IPv6."
            type: "boolean"
        }
        UseFIPS: {
            builtIn: "AWS::UseFIPS"
            required: true
            default: false
            documentation: "Whether to use the endpoint that conforms to FIPS 140."
            type: "boolean"
        }
        Endpoint: {
            builtIn: "SDK::Endpoint"
            required: false
            documentation: "An endpoint of the caller's own, such as that of a licence server."
            type: "string"
        }
    }
    rules: [
        {
            conditions: [
                {
                    fn: "isSet"
                    argv: [
                        {
                            ref: "Endpoint"
                        }
                    ]
                }
            ]
            rules: [
                {
                    conditions: [
                        {
                            fn: "booleanEquals"
                            argv: [
                                {
                                    ref: "UseFIPS"
                                }
                                true
                            ]
                        }
                    ]
                    error: "Invalid Configuration: FIPS and custom endpoint are not supported"
                    type: "error"
                }
                {
                    conditions: [
                        {
                            fn: "booleanEquals"
                            argv: [
                                {
                                    ref: "UseDualStack"
                                }
                                true
                            ]
                        }
                    ]
                    error: "Invalid Configuration: Dualstack and custom endpoint are not supported"
                    type: "error"
                }
                {
                    conditions: []
                    endpoint: {
                        url: {
                            ref: "Endpoint"
                        }
                    }
                    type: "endpoint"
                }
            ]
            type: "tree"
        }
        {
            conditions: [
                {
                    fn: "isSet"
                    argv: [
                        {
                            ref: "Region"
                        }
                    ]
                }
                {
                    fn: "aws.partition"
                    argv: [
                        {
                            ref: "Region"
                        }
                    ]
                    assign: "PartitionResult"
                }
            ]
            rules: [
                {
                    conditions: [
                        {
                            fn: "booleanEquals"
                            argv: [
                                {
                                    ref: "UseFIPS"
                                }
                                true
                            ]
                        }
                        {
                            fn: "booleanEquals"
                            argv: [
                                {
                                    ref: "UseDualStack"
                                }
                                true
                            ]
                        }
                    ]
                    rules: [
                        {
                            conditions: [
                                {
                                    fn: "booleanEquals"
                                    argv: [
                                        true
                                        {
                                            fn: "getAttr"
                                            argv: [
                                                {
                                                    ref: "PartitionResult"
                                                }
                                                "supportsFIPS"
                                            ]
                                        }
                                    ]
                                }
                                {
                                    fn: "booleanEquals"
                                    argv: [
                                        true
                                        {
                                            fn: "getAttr"
                                            argv: [
                                                {
                                                    ref: "PartitionResult"
                                                }
                                                "supportsDualStack"
                                            ]
                                        }
                                    ]
                                }
                            ]
                            endpoint: {
                                url: "https://license-manager-fips.{Region}.{PartitionResult#dualStackDnsSuffix}"
                            }
                            type: "endpoint"
                        }
                        {
                            conditions: []
                            error: "FIPS and DualStack are enabled, but this partition does not support one or both"
                            type: "error"
                        }
                    ]
                    type: "tree"
                }
                {
                    conditions: [
                        {
                            fn: "booleanEquals"
                            argv: [
                                {
                                    ref: "UseFIPS"
                                }
                                true
                            ]
                        }
                    ]
                    rules: [
                        {
                            conditions: [
                                {
                                    fn: "booleanEquals"
                                    argv: [
                                        true
                                        {
                                            fn: "getAttr"
                                            argv: [
                                                {
                                                    ref: "PartitionResult"
                                                }
                                                "supportsFIPS"
                                            ]
                                        }
                                    ]
                                }
                            ]
                            endpoint: {
                                url: "https://license-manager-fips.{Region}.{PartitionResult#dnsSuffix}"
                            }
                            type: "endpoint"
                        }
                        {
                            conditions: []
                            error: "FIPS is enabled but this partition does not support FIPS"
                            type: "error"
                        }
                    ]
                    type: "tree"
                }
                {
                    conditions: [
                        {
                            fn: "booleanEquals"
                            argv: [
                                {
                                    ref: "UseDualStack"
                                }
                                true
                            ]
                        }
                    ]
                    rules: [
                        {
                            conditions: [
                                {
                                    fn: "booleanEquals"
                                    argv: [
                                        true
                                        {
                                            fn: "getAttr"
                                            argv: [
                                                {
                                                    ref: "PartitionResult"
                                                }
                                                "supportsDualStack"
                                            ]
                                        }
                                    ]
                                }
                            ]
                            endpoint: {
                                url: "https://license-manager.{Region}.{PartitionResult#dualStackDnsSuffix}"
                            }
                            type: "endpoint"
                        }
                        {
                            conditions: []
                            error: "DualStack is enabled but this partition does not support DualStack"
                            type: "error"
                        }
                    ]
                    type: "tree"
                }
                {
                    conditions: []
                    endpoint: {
                        url: "https://license-manager.{Region}.{PartitionResult#dnsSuffix}"
                    }
                    type: "endpoint"
                }
            ]
            type: "tree"
        }
        {
            conditions: []
            error: "Invalid Configuration: Missing Region"
            type: "error"
        }
    ]
}
)
