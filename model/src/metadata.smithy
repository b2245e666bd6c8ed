$version: "2.0"

// Linters beyond Smithy's own validators. `npx pnpm@12.21.0 generate` fails on every event of severity WARNING or above.
metadata validators = [
    {
        name: "CamelCase"
        namespaces: ["com.amazonaws.licensemanager"]
        configuration: {memberNames: "upper"}
    }
    {
        name: "CamelCase"
        namespaces: ["borrowlicense.traits", "borrowlicense.token"]
    }
    {
        name: "NoninclusiveTerms"
    }
    {
        name: "InputOutputStructureReuse"
    }
    {
        name: "MissingClientOptionalTrait"
        severity: "NOTE"
    }
    {
        name: "UnreferencedShape"
        severity: "WARNING"
        namespaces: ["com.amazonaws.licensemanager", "borrowlicense.traits", "borrowlicense.token"]
        configuration: {rootShapeSelector: ":is(service, [trait|trait], [trait|borrowlicense.traits#jsonWebToken])"}
    }
    {
        name: "EmitEachSelector"
        id: "Undocumented"
        severity: "WARNING"
        message: "Document this shape: what it is for, its format and its unit."
        namespaces: ["com.amazonaws.licensemanager", "borrowlicense.traits", "borrowlicense.token"]
        configuration: {selector: ":not([trait|documentation]) :not([id|member=member]) :not([id|member=Message])"}
    }
    {
        name: "EmitEachSelector"
        id: "ErrorWithoutStatus"
        severity: "WARNING"
        message: "Give the error its HTTP status with @httpError."
        configuration: {selector: "structure [trait|error] :not([trait|httpError])"}
    }
]

metadata suppressions = [
    {
        id: "HttpResponseCodeSemantics"
        namespace: "com.amazonaws.licensemanager"
        reason: "RedirectException is a client error with status 308 in the public service."
    }
    {
        id: "UnstableTrait.smithy.rules#endpointRuleSet"
        namespace: "com.amazonaws.licensemanager"
        reason: "Every client of the public service resolves its endpoint with this trait; it has no stable successor."
    }
]
