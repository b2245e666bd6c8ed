$version: "2.0"

namespace com.amazonaws.licensemanager

/// Creates the next version of a license, with which its terms or its status change.
///
/// A version never changes; versions are numbered `1`, `2` and so on, without gaps. The new version takes the place of
/// the former one for new checkouts; a checkout that was granted before keeps what it was granted.
@examples([
    {
        title: "Suspend a license"
        documentation: "Creates a version whose status keeps everybody from checking the license out."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            LicenseName: "Studio"
            ProductName: "Studio"
            Issuer: { Name: "Example Software" }
            HomeRegion: "us-east-1"
            Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" }
            Entitlements: [
                {
                    Name: "seats"
                    MaxCount: 10
                    Unit: "Count"
                }
            ]
            ConsumptionConfiguration: {
                BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 1440 }
            }
            Status: "SUSPENDED"
            SourceVersion: "1"
            ClientToken: "9b1f9f5e-02c3-4a3d-8a43-4a1c8d9a3c12"
        }
        output: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            Version: "2"
            Status: "SUSPENDED"
        }
    }
    {
        title: "Change a version that is not the latest"
        documentation: "Somebody else created the second version in the meantime."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            LicenseName: "Studio"
            ProductName: "Studio"
            Issuer: { Name: "Example Software" }
            HomeRegion: "us-east-1"
            Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" }
            Entitlements: [
                {
                    Name: "seats"
                    MaxCount: 10
                    Unit: "Count"
                }
            ]
            ConsumptionConfiguration: {
                BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 1440 }
            }
            Status: "SUSPENDED"
            SourceVersion: "1"
            ClientToken: "9b1f9f5e-02c3-4a3d-8a43-4a1c8d9a3c13"
        }
        error: {
            shapeId: ConflictException
            content: { Message: "SourceVersion is \"1\", and the latest version of the license arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef is \"2\". Look at that one first, then give its number." }
        }
    }
])
operation CreateLicenseVersion {
    input: CreateLicenseVersionRequest
    output: CreateLicenseVersionResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        ConflictException
        RateLimitExceededException
        RedirectException
        ResourceNotFoundException
        ServerInternalException
        ValidationException
    ]
}

/// The license's next version, with all its terms.
@input
structure CreateLicenseVersionRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn

    /// The license's name, for people.
    @required
    LicenseName: String

    /// The name of the product that the license is for.
    @required
    ProductName: String

    /// Who issues the license, and with which key its tokens are signed.
    @required
    Issuer: Issuer

    /// The region that keeps the license, such as `us-east-1`.
    @required
    HomeRegion: String

    /// When the license can be used.
    @required
    Validity: DatetimeRange

    /// Names and values that go with the license.
    LicenseMetadata: MetadataList

    /// What the license entitles to.
    @required
    Entitlements: EntitlementList

    /// How the license can be consumed.
    @required
    ConsumptionConfiguration: ConsumptionConfiguration

    /// The license's status.
    @required
    Status: LicenseStatus

    /// Makes the request idempotent.
    @required
    ClientToken: ClientToken

    /// The version that the caller takes to be the latest one. The request conflicts when it is not. Without it the
    /// version is created whatever the latest one is.
    SourceVersion: String
}

/// The version that was created.
@output
structure CreateLicenseVersionResponse {
    /// The license's ARN.
    LicenseArn: Arn

    /// The new version, a whole number such as `2`.
    Version: String

    /// The license's status.
    Status: LicenseStatus
}

/// Lists the versions of a license, the latest one first.
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults", items: "Licenses")
@examples([
    {
        title: "List the latest version"
        documentation: "Lists versions of a license, at most one in an answer."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            MaxResults: 1
        }
        output: {
            Licenses: [
                {
                    LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
                    LicenseName: "Studio"
                    Status: "SUSPENDED"
                    Version: "2"
                }
            ]
            NextToken: "eyJwYWdlIjoyfQ"
        }
    }
    {
        title: "Ask for a page that was not answered"
        documentation: "The NextToken belongs to another list."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            NextToken: "abc"
        }
        error: {
            shapeId: InvalidParameterValueException
            content: { Message: "NextToken is \"abc\", which was not answered for this list. Give the NextToken of the answer before with the same other members, or none to begin anew." }
        }
    }
])
operation ListLicenseVersions {
    input: ListLicenseVersionsRequest
    output: ListLicenseVersionsResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        InvalidParameterValueException
        RateLimitExceededException
        ServerInternalException
    ]
}

/// Which license's versions to list.
@input
structure ListLicenseVersionsRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn

    /// The `NextToken` of the answer before, for the next page.
    NextToken: String

    /// How many versions to answer at most.
    MaxResults: MaxSize100
}

/// A page of a license's versions.
@output
structure ListLicenseVersionsResponse {
    /// The versions.
    Licenses: LicenseList

    /// What the next page is asked for with. Absent on the last page.
    NextToken: String
}
