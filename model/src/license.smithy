$version: "2.0"

namespace com.amazonaws.licensemanager

/// Creates a license, version `1`, that is available from the moment its validity begins.
///
/// The license can be borrowed when its `ConsumptionConfiguration` has a `BorrowConfiguration`.
@examples([
    {
        title: "Create a license that can be borrowed"
        documentation: "Creates a license of ten seats and a feature, which is borrowed for a day at most."
        input: {
            LicenseName: "Studio for Example Ltd."
            ProductName: "Studio"
            ProductSKU: "STUDIO-1"
            Issuer: { Name: "Example Software" }
            HomeRegion: "us-east-1"
            Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" }
            Entitlements: [
                {
                    Name: "seats"
                    MaxCount: 10
                    Unit: "Count"
                    AllowCheckIn: true
                }
                {
                    Name: "export"
                    Value: "pdf"
                    Unit: "None"
                }
            ]
            Beneficiary: "Example Ltd."
            ConsumptionConfiguration: {
                BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 1440 }
            }
            ClientToken: "3d3b3c1e-6a3f-4d0e-8f5b-0f8f5f7f6b01"
        }
        output: { LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef", Status: "AVAILABLE", Version: "1" }
    }
    {
        title: "Create a license that ends before it begins"
        documentation: "The message names the member and says what to give."
        input: {
            LicenseName: "Studio for Example Ltd."
            ProductName: "Studio"
            ProductSKU: "STUDIO-1"
            Issuer: { Name: "Example Software" }
            HomeRegion: "us-east-1"
            Validity: { Begin: "2027-01-01T00:00:00Z", End: "2026-01-01T00:00:00Z" }
            Entitlements: [
                {
                    Name: "seats"
                    MaxCount: 10
                    Unit: "Count"
                    AllowCheckIn: true
                }
                {
                    Name: "export"
                    Value: "pdf"
                    Unit: "None"
                }
            ]
            Beneficiary: "Example Ltd."
            ConsumptionConfiguration: {
                BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 1440 }
            }
            ClientToken: "3d3b3c1e-6a3f-4d0e-8f5b-0f8f5f7f6b02"
        }
        error: {
            shapeId: InvalidParameterValueException
            content: { Message: "Validity.End is \"2026-01-01T00:00:00Z\", which is not after Validity.Begin, \"2027-01-01T00:00:00Z\". Give a later End, or none for a license without an end." }
        }
    }
])
operation CreateLicense {
    input: CreateLicenseRequest
    output: CreateLicenseResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        InvalidParameterValueException
        RateLimitExceededException
        RedirectException
        ServerInternalException
        ValidationException
    ]
}

/// The license to create.
@input
structure CreateLicenseRequest {
    /// The license's name, for people.
    @required
    LicenseName: String

    /// The name of the product that the license is for.
    @required
    ProductName: String

    /// The product's stock keeping unit, by which applications find their licenses.
    @required
    ProductSKU: String

    /// Who issues the license, and with which key its tokens are signed.
    @required
    Issuer: Issuer

    /// The region that keeps the license, such as `us-east-1`.
    @required
    HomeRegion: String

    /// When the license can be used. Nothing can be borrowed past its end.
    @required
    Validity: DatetimeRange

    /// What the license entitles to.
    @required
    Entitlements: EntitlementList

    /// Whom the license is for.
    @required
    Beneficiary: String

    /// How the license can be consumed.
    @required
    ConsumptionConfiguration: ConsumptionConfiguration

    /// Names and values that go with the license.
    LicenseMetadata: MetadataList

    /// Makes the request idempotent.
    @required
    ClientToken: ClientToken
}

/// The license that was created.
@output
structure CreateLicenseResponse {
    /// The license's ARN, by which it is borrowed.
    LicenseArn: Arn

    /// The license's status.
    Status: LicenseStatus

    /// The license's version: `1`.
    Version: String
}

/// Gets a license, in its latest version or in the one that is asked for.
@readonly
@examples([
    {
        title: "Get a license"
        documentation: "Gets a license in its latest version."
        input: { LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef" }
        output: {
            License: {
                LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
                LicenseName: "Studio for Example Ltd."
                ProductName: "Studio"
                ProductSKU: "STUDIO-1"
                Issuer: { Name: "Example Software", KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint" }
                HomeRegion: "us-east-1"
                Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" }
                Entitlements: [
                    {
                        Name: "seats"
                        MaxCount: 10
                        Unit: "Count"
                        AllowCheckIn: true
                    }
                    {
                        Name: "export"
                        Value: "pdf"
                        Unit: "None"
                    }
                ]
                Beneficiary: "Example Ltd."
                ConsumptionConfiguration: {
                    BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 1440 }
                }
                Status: "AVAILABLE"
                CreateTime: "2026-01-31T12:00:00Z"
                Version: "1"
            }
        }
    }
    {
        title: "Get a version that does not exist"
        documentation: "Only the first version exists."
        input: { LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef", Version: "2" }
        error: {
            shapeId: InvalidParameterValueException
            content: { Message: "Version is \"2\", and the license's latest version is \"1\". Give a version up to that, or none for the latest." }
        }
    }
])
operation GetLicense {
    input: GetLicenseRequest
    output: GetLicenseResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        InvalidParameterValueException
        RateLimitExceededException
        ServerInternalException
        ValidationException
    ]
}

/// Which license to get.
@input
structure GetLicenseRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn

    /// The version to get, a positive whole number such as `1`. The latest one when absent.
    Version: String
}

/// The license.
@output
structure GetLicenseResponse {
    /// The license.
    License: License
}

/// Gets how much of each of a license's entitlements is in use.
@readonly
@examples([
    {
        title: "See what is in use"
        documentation: "Two of ten seats are checked out."
        input: { LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef" }
        output: {
            LicenseUsage: {
                EntitlementUsages: [
                    {
                        Name: "seats"
                        ConsumedValue: "2"
                        MaxCount: "10"
                        Unit: "Count"
                    }
                    {
                        Name: "export"
                        ConsumedValue: "0"
                        Unit: "None"
                    }
                ]
            }
        }
    }
    {
        title: "Ask for the usage of a license that does not exist"
        documentation: "A read of a license that is not there, or that the caller may not know of."
        input: { LicenseArn: "arn:aws:license-manager::123456789012:license:l-00000000000000000000000000000000" }
        error: {
            shapeId: InvalidParameterValueException
            content: { Message: "LicenseArn is arn:aws:license-manager::123456789012:license:l-00000000000000000000000000000000, and there is no such license. Check the ARN, the account and the region." }
        }
    }
])
operation GetLicenseUsage {
    input: GetLicenseUsageRequest
    output: GetLicenseUsageResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        InvalidParameterValueException
        RateLimitExceededException
        ServerInternalException
        ValidationException
    ]
}

/// Which license's usage to get.
@input
structure GetLicenseUsageRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn
}

/// The license's usage.
@output
structure GetLicenseUsageResponse {
    /// The license's usage at the moment of the request.
    LicenseUsage: LicenseUsage
}

/// How much of each of a license's entitlements is in use.
structure LicenseUsage {
    /// One entry for each entitlement of the license.
    EntitlementUsages: EntitlementUsageList
}

/// Usage of a license's entitlements.
list EntitlementUsageList {
    member: EntitlementUsage
}

/// How much of one entitlement is in use.
structure EntitlementUsage {
    /// The entitlement's name.
    @required
    Name: String

    /// How much is checked out at the moment, a whole number in the entitlement's unit.
    @required
    ConsumedValue: String

    /// How much can be checked out at the same time, a whole number in the entitlement's unit.
    MaxCount: String

    /// The entitlement's unit.
    @required
    Unit: EntitlementDataUnit
}

/// A license.
structure License {
    /// The license's ARN.
    LicenseArn: Arn

    /// The license's name, for people.
    LicenseName: String

    /// The name of the product that the license is for.
    ProductName: String

    /// The product's stock keeping unit.
    ProductSKU: String

    /// Who issued the license.
    Issuer: IssuerDetails

    /// The region that keeps the license.
    HomeRegion: String

    /// The license's status. Only an `AVAILABLE` license can be borrowed.
    Status: LicenseStatus

    /// When the license can be used.
    Validity: DatetimeRange

    /// Whom the license is for.
    Beneficiary: String

    /// What the license entitles to.
    Entitlements: EntitlementList

    /// How the license can be consumed.
    ConsumptionConfiguration: ConsumptionConfiguration

    /// Names and values that go with the license.
    LicenseMetadata: MetadataList

    /// When the license was created.
    CreateTime: ISO8601DateTime

    /// The license's version: `1`, `2` and so on. A version never changes.
    Version: String
}

/// Where a license stands in its life.
enum LicenseStatus {
    /// The license can be used within its validity.
    AVAILABLE

    /// The license is not yet available.
    PENDING_AVAILABLE

    /// The issuer switched the license off.
    DEACTIVATED

    /// The issuer paused the license.
    SUSPENDED

    /// The license's validity is over.
    EXPIRED

    /// The license is being deleted.
    PENDING_DELETE

    /// The license is deleted.
    DELETED
}

/// Who issues a license.
structure Issuer {
    /// The issuer's name, which tokens name too.
    @required
    Name: String

    /// The asymmetric key that signs the license's tokens. The service's own key when absent.
    SignKey: String
}

/// Who issued a license.
structure IssuerDetails {
    /// The issuer's name.
    Name: String

    /// The asymmetric key that signs the license's tokens.
    SignKey: String

    /// The fingerprint of the issuer's key: `aws:<account>:<issuer name>:issuer-fingerprint`.
    KeyFingerprint: String
}

/// How a license can be consumed. A license can have several configurations.
structure ConsumptionConfiguration {
    /// How often the license renews.
    RenewType: RenewType

    /// For a checkout that stays connected.
    ProvisionalConfiguration: ProvisionalConfiguration

    /// For a checkout that is used offline. A license without it cannot be borrowed.
    BorrowConfiguration: BorrowConfiguration
}

/// How often a license renews.
enum RenewType {
    /// Never.
    NONE = "None"

    /// Every week.
    WEEKLY = "Weekly"

    /// Every month.
    MONTHLY = "Monthly"
}

/// How a license can be checked out provisionally.
structure ProvisionalConfiguration {
    /// How long a checkout lasts at most, in minutes.
    @required
    MaxTimeToLiveInMinutes: Integer
}

/// How a license can be borrowed.
structure BorrowConfiguration {
    /// Whether what was borrowed can be returned before it expires.
    @required
    AllowEarlyCheckIn: Boolean

    /// How long a borrow lasts at most, in minutes. It ends earlier where the license's validity does.
    @required
    MaxTimeToLiveInMinutes: Integer
}

/// What a license entitles to.
list EntitlementList {
    member: Entitlement
}

/// Something that a license entitles to: a number of seats, an amount, or a feature.
structure Entitlement {
    /// The entitlement's name.
    @required
    Name: String

    /// The value of a feature, an entitlement whose unit is `None`.
    Value: String

    /// How much can be checked out at the same time, in the entitlement's unit. `0` means without limit.
    MaxCount: Long

    /// Whether more than `MaxCount` may be checked out.
    Overage: Boolean

    /// The entitlement's unit. A checkout has to name the same one.
    @required
    Unit: EntitlementUnit

    /// Whether the entitlement can be returned before its checkout expires.
    AllowCheckIn: Boolean
}

/// What the amount of a license's entitlement is measured in.
enum EntitlementUnit {
    /// A number of things, such as seats.
    COUNT = "Count"

    /// No quantity: the entitlement is a feature, present or not.
    NONE = "None"

    /// Seconds.
    SECONDS = "Seconds"

    /// Microseconds.
    MICROSECONDS = "Microseconds"

    /// Milliseconds.
    MILLISECONDS = "Milliseconds"

    /// Bytes.
    BYTES = "Bytes"

    /// Kilobytes.
    KILOBYTES = "Kilobytes"

    /// Megabytes.
    MEGABYTES = "Megabytes"

    /// Gigabytes.
    GIGABYTES = "Gigabytes"

    /// Terabytes.
    TERABYTES = "Terabytes"

    /// Bits.
    BITS = "Bits"

    /// Kilobits.
    KILOBITS = "Kilobits"

    /// Megabits.
    MEGABITS = "Megabits"

    /// Gigabits.
    GIGABITS = "Gigabits"

    /// Terabits.
    TERABITS = "Terabits"

    /// Hundredths.
    PERCENT = "Percent"

    /// Bytes a second.
    BYTES_PER_SECOND = "Bytes/Second"

    /// Kilobytes a second.
    KILOBYTES_PER_SECOND = "Kilobytes/Second"

    /// Megabytes a second.
    MEGABYTES_PER_SECOND = "Megabytes/Second"

    /// Gigabytes a second.
    GIGABYTES_PER_SECOND = "Gigabytes/Second"

    /// Terabytes a second.
    TERABYTES_PER_SECOND = "Terabytes/Second"

    /// Bits a second.
    BITS_PER_SECOND = "Bits/Second"

    /// Kilobits a second.
    KILOBITS_PER_SECOND = "Kilobits/Second"

    /// Megabits a second.
    MEGABITS_PER_SECOND = "Megabits/Second"

    /// Gigabits a second.
    GIGABITS_PER_SECOND = "Gigabits/Second"

    /// Terabits a second.
    TERABITS_PER_SECOND = "Terabits/Second"

    /// Things a second.
    COUNT_PER_SECOND = "Count/Second"
}
