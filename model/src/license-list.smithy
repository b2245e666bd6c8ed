$version: "2.0"

namespace com.amazonaws.licensemanager

/// Lists licenses in their latest versions.
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults", items: "Licenses")
@examples([
    {
        title: "List the licenses of a product"
        documentation: "Lists the licenses that can be used at the moment."
        input: {
            Filters: [
                {
                    Name: "ProductSKU"
                    Values: ["STUDIO-1"]
                }
                {
                    Name: "Status"
                    Values: ["AVAILABLE"]
                }
            ]
            MaxResults: 50
        }
        output: {
            Licenses: [
                {
                    LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
                    LicenseName: "Studio for Example Ltd."
                    ProductSKU: "STUDIO-1"
                    Status: "AVAILABLE"
                    Version: "1"
                }
            ]
        }
    }
    {
        title: "List by a filter that does not exist"
        documentation: "The message names the filters that exist."
        input: {
            Filters: [
                {
                    Name: "LicenseName"
                    Values: ["Studio"]
                }
            ]
        }
        error: {
            shapeId: InvalidParameterValueException
            content: { Message: "Filters[0].Name is \"LicenseName\", which is no filter. Give one of \"Beneficiary\", \"ProductSKU\", \"Fingerprint\" and \"Status\"." }
        }
    }
])
operation ListLicenses {
    input: ListLicensesRequest
    output: ListLicensesResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        InvalidParameterValueException
        RateLimitExceededException
        ServerInternalException
        ValidationException
    ]
}

/// Which licenses to list.
@input
structure ListLicensesRequest {
    /// The ARNs of the licenses to list. All licenses when absent.
    LicenseArns: ArnList

    /// What the licenses have to meet, all of it.
    Filters: FilterList

    /// The `NextToken` of the answer before, for the next page.
    NextToken: String

    /// How many licenses to answer at most.
    MaxResults: MaxSize100
}

/// A page of licenses.
@output
structure ListLicensesResponse {
    /// The licenses.
    Licenses: LicenseList

    /// What the next page is asked for with. Absent on the last page.
    NextToken: String
}

/// Amazon Resource Names.
list ArnList {
    member: Arn
}

/// Licenses.
list LicenseList {
    member: License
}

/// Conditions on what to list.
list FilterList {
    member: Filter
}

/// A condition on what to list.
structure Filter {
    /// What is compared: `Beneficiary`, `ProductSKU`, `Fingerprint` or `Status`.
    Name: FilterName

    /// The one value that it has to have.
    Values: FilterValues
}

/// The name of a filter. Case counts.
string FilterName

/// The values of a filter.
list FilterValues {
    member: FilterValue
}

/// A value of a filter. Case counts.
string FilterValue

/// How much an answer holds at most.
@range(min: 1, max: 100)
integer MaxSize100
