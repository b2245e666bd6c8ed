$version: "2.0"

namespace com.amazonaws.licensemanager

use borrowlicense.traits#constraintError

/// Checks a license out for offline use.
///
/// The answer carries a signed token that the application keeps and verifies by itself, until it expires: at the
/// license's `MaxTimeToLiveInMinutes` from now, or at the end of the license's validity where that is earlier.
/// All the requested entitlements are granted or none is. What was borrowed comes back by itself when it expires, or
/// earlier with `CheckInLicense` where the license allows that.
@examples([
    {
        title: "Borrow two seats and a feature"
        documentation: "Borrows two seats and the feature `export` for the machine `workstation-7`."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            Entitlements: [
                {
                    Name: "seats"
                    Value: "2"
                    Unit: "Count"
                }
                {
                    Name: "export"
                    Unit: "None"
                }
            ]
            DigitalSignatureMethod: "JWT_PS384"
            NodeId: "workstation-7"
            ClientToken: "0f3c1d8a-6c1c-4e0e-9a55-2f0d6f4f7a10"
        }
        output: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123"
            EntitlementsAllowed: [
                {
                    Name: "seats"
                    Value: "2"
                    Unit: "Count"
                }
                {
                    Name: "export"
                    Unit: "None"
                }
            ]
            NodeId: "workstation-7"
            SignedToken: "eyJhbGciOiJQUzM4NCIsImtpZCI6Ii4uLiJ9.eyJsaWNlbnNlQXJuIjoiLi4uIn0.c2lnbmF0dXJl"
            IssuedAt: "2026-01-31T12:00:00Z"
            Expiration: "2026-02-01T12:00:00Z"
        }
    }
    {
        title: "Ask for more than is left"
        documentation: "Partial checkouts are not supported: the feature could be granted and eleven seats cannot, so nothing is."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
            Entitlements: [
                {
                    Name: "seats"
                    Value: "11"
                    Unit: "Count"
                }
                {
                    Name: "export"
                    Unit: "None"
                }
            ]
            DigitalSignatureMethod: "JWT_PS384"
            NodeId: "workstation-7"
            ClientToken: "0f3c1d8a-6c1c-4e0e-9a55-2f0d6f4f7a11"
        }
        error: {
            shapeId: EntitlementNotAllowedException
            content: { Message: "The entitlement \"seats\" has not enough left for 11: 0 of 10 in use. Ask for 10 at most. Nothing was checked out, because partial checkouts are not supported." }
        }
    }
    {
        title: "Borrow from a license that does not exist"
        documentation: "The same is answered where the caller may not know of the license."
        input: {
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-00000000000000000000000000000000"
            Entitlements: [
                {
                    Name: "seats"
                    Value: "1"
                    Unit: "Count"
                }
            ]
            DigitalSignatureMethod: "JWT_PS384"
            ClientToken: "0f3c1d8a-6c1c-4e0e-9a55-2f0d6f4f7a12"
        }
        error: {
            shapeId: ResourceNotFoundException
            content: { Message: "There is no license arn:aws:license-manager::123456789012:license:l-00000000000000000000000000000000. Check the ARN, the account and the region." }
        }
    }
])
operation CheckoutBorrowLicense {
    input: CheckoutBorrowLicenseRequest
    output: CheckoutBorrowLicenseResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        EntitlementNotAllowedException
        InvalidParameterValueException
        NoEntitlementsAllowedException
        RateLimitExceededException
        RedirectException
        ResourceNotFoundException
        ServerInternalException
        UnsupportedDigitalSignatureMethodException
        ValidationException
    ]
}

/// What to borrow, and for whom.
@input
structure CheckoutBorrowLicenseRequest {
    /// The ARN of the license to borrow from. The license must have a borrow configuration.
    @required
    LicenseArn: Arn

    /// The entitlements to borrow, each at most once. All of them are granted or none is.
    @required
    Entitlements: EntitlementDataList

    /// How the token is to be signed.
    @required
    DigitalSignatureMethod: DigitalSignatureMethod

    /// The machine for which the license is borrowed. The token names it, so that a verifier can refuse the token on
    /// another machine. Without it the token holds on every machine.
    NodeId: String

    /// Information about constraints on the use, which the token repeats.
    CheckoutMetadata: MetadataList

    /// Makes the request idempotent.
    @required
    ClientToken: ClientToken
}

/// What was borrowed.
@output
structure CheckoutBorrowLicenseResponse {
    /// The ARN of the license.
    LicenseArn: Arn

    /// The identity of this checkout, with which it is returned.
    LicenseConsumptionToken: String

    /// The entitlements that were granted.
    EntitlementsAllowed: EntitlementDataList

    /// The machine for which the license was borrowed.
    NodeId: String

    /// The token that proves all this offline.
    SignedToken: SignedToken

    /// When the entitlements were granted.
    IssuedAt: ISO8601DateTime

    /// When the grant ends.
    Expiration: ISO8601DateTime

    /// Information about constraints on the use, as in the request.
    CheckoutMetadata: MetadataList
}

/// Returns what was checked out, before it expires.
///
/// Returning it twice succeeds and changes nothing, so a caller may repeat the request. A borrowed license can be
/// returned where its `AllowEarlyCheckIn` is true. The token stays verifiable offline until it expires: a verifier
/// that asks nobody cannot know that the license was returned.
@idempotent
@examples([
    {
        title: "Return what was borrowed"
        documentation: "The license allows that what was borrowed comes back early."
        input: { LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123" }
        output: {}
    }
    {
        title: "Return what has to be kept"
        documentation: "The license's AllowEarlyCheckIn is false."
        input: { LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123" }
        error: {
            shapeId: ConflictException
            content: { Message: "The license arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef does not allow early check-in (AllowEarlyCheckIn is false). It gives back what it holds by itself when it expires, at 2026-02-01T12:00:00Z." }
        }
    }
])
operation CheckInLicense {
    input: CheckInLicenseRequest
    output: CheckInLicenseResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        ConflictException
        InvalidParameterValueException
        RateLimitExceededException
        ResourceNotFoundException
        ServerInternalException
        ValidationException
    ]
}

/// Which checkout to return.
@input
structure CheckInLicenseRequest {
    /// The `LicenseConsumptionToken` of the checkout.
    @required
    LicenseConsumptionToken: String

    /// Whom the license is for.
    Beneficiary: String
}

/// Nothing: the checkout is returned.
@output
structure CheckInLicenseResponse {}

/// Entitlements of a checkout.
list EntitlementDataList {
    member: EntitlementData
}

/// One entitlement of a checkout.
structure EntitlementData {
    /// The entitlement's name, as in the license.
    @required
    Name: String

    /// How much to check out, a positive whole number in the entitlement's unit such as `2`. For a feature, an
    /// entitlement whose unit is `None`, the feature's value.
    Value: String

    /// The entitlement's unit, which has to be the license's.
    @required
    Unit: EntitlementDataUnit
}

/// How a token is signed.
@constraintError(UnsupportedDigitalSignatureMethodException)
enum DigitalSignatureMethod {
    /// A JSON Web Token signed with `PS384`: RSASSA-PSS with SHA-384 (RFC 7518 section 3.5).
    JWT_PS384
}

/// A JSON Web Token in JWS compact serialization whose claims are `BorrowTokenClaims`.
///
/// About 1,200 characters when signed with an RSA key of 4,096 bits. The public service's description gives a minimum
/// length of 4,096, which its own layout does not reach; this model leaves that one constraint out.
string SignedToken

/// What the amount of a checkout's entitlement is measured in.
enum EntitlementDataUnit {
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
