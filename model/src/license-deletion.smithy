$version: "2.0"

namespace com.amazonaws.licensemanager

/// Deletes a license: nothing can be checked out from it any more.
///
/// What is checked out stays valid until it expires or is returned; as long as there is such a checkout, the license is
/// pending deletion.
@idempotent
@examples([
    {
        title: "Delete a license"
        documentation: "Deletes a license whose latest version is the second."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            SourceVersion: "2"
        }
        output: { Status: "DELETED", DeletionDate: "2026-01-31T12:00:00Z" }
    }
    {
        title: "Delete a version that is not the latest"
        documentation: "Somebody created a second version in the meantime."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            SourceVersion: "1"
        }
        error: {
            shapeId: ConflictException
            content: { Message: "SourceVersion is \"1\", and the latest version of the license arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef is \"2\". Look at that one first, then give its number." }
        }
    }
])
operation DeleteLicense {
    input: DeleteLicenseRequest
    output: DeleteLicenseResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        ConflictException
        InvalidParameterValueException
        RateLimitExceededException
        RedirectException
        ServerInternalException
        ValidationException
    ]
}

/// Which license to delete.
@input
structure DeleteLicenseRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn

    /// The version that the caller takes to be the latest one. The request conflicts when it is not.
    @required
    SourceVersion: String
}

/// How far the deletion is.
@output
structure DeleteLicenseResponse {
    /// Whether the license is deleted.
    Status: LicenseDeletionStatus

    /// When the license is deleted: when the last of its checkouts expires.
    DeletionDate: ISO8601DateTime
}

/// How far a deletion is.
enum LicenseDeletionStatus {
    /// Something is still checked out.
    PENDING_DELETE

    /// The license is deleted.
    DELETED
}
