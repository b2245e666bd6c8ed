$version: "2.0"

namespace com.amazonaws.licensemanager

/// Checks a license out for use with a connection.
///
/// The license is the one of the product and of the issuer's key fingerprint that grants what is asked for; the caller
/// does not have to know its ARN. A `PROVISIONAL` checkout expires, at the license's `MaxTimeToLiveInMinutes` from now
/// or at the end of its validity, and `ExtendLicenseConsumption` prolongs it before that. A `PERPETUAL` one has no
/// expiration and lasts until it is returned. All the requested entitlements are granted or none is.
@examples([
    {
        title: "Check out a seat"
        documentation: "Checks out one seat of the product for the machine `workstation-7`."
        input: {
            ProductSKU: "STUDIO-1"
            CheckoutType: "PROVISIONAL"
            KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint"
            Entitlements: [
                {
                    Name: "seats"
                    Value: "1"
                    Unit: "Count"
                }
            ]
            NodeId: "workstation-7"
            ClientToken: "6c54f2ac-6f0a-4f0a-8a68-0b0d2f3f5c11"
        }
        output: {
            CheckoutType: "PROVISIONAL"
            LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123"
            EntitlementsAllowed: [
                {
                    Name: "seats"
                    Value: "1"
                    Unit: "Count"
                }
            ]
            NodeId: "workstation-7"
            IssuedAt: "2026-01-31T12:00:00Z"
            Expiration: "2026-01-31T13:00:00Z"
            LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"
        }
    }
    {
        title: "Check out a product without a license"
        documentation: "No license has the product and the issuer."
        input: {
            ProductSKU: "STUDIO-2"
            CheckoutType: "PROVISIONAL"
            KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint"
            Entitlements: [
                {
                    Name: "seats"
                    Value: "1"
                    Unit: "Count"
                }
            ]
            ClientToken: "6c54f2ac-6f0a-4f0a-8a68-0b0d2f3f5c12"
        }
        error: {
            shapeId: ResourceNotFoundException
            content: { Message: "There is no license with the ProductSKU \"STUDIO-2\", the KeyFingerprint \"aws:123456789012:Example Software:issuer-fingerprint\". Give those of a license, as GetLicense shows them." }
        }
    }
])
operation CheckoutLicense {
    input: CheckoutLicenseRequest
    output: CheckoutLicenseResponse
    errors: [
        AccessDeniedException
        AuthorizationException
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

/// What to check out, and for whom.
@input
structure CheckoutLicenseRequest {
    /// The stock keeping unit of the product.
    @required
    ProductSKU: String

    /// Whether the checkout expires.
    @required
    CheckoutType: CheckoutType

    /// The fingerprint of the issuer's key: `aws:<account>:<issuer name>:issuer-fingerprint`. With it an application
    /// says whose licenses it trusts.
    @required
    KeyFingerprint: String

    /// The entitlements to check out, each at most once. All of them are granted or none is.
    @required
    Entitlements: EntitlementDataList

    /// Makes the request idempotent.
    @required
    ClientToken: ClientToken

    /// Whom the license is for. Any license of the product when absent.
    Beneficiary: String

    /// The machine for which the license is checked out.
    NodeId: String
}

/// What was checked out.
@output
structure CheckoutLicenseResponse {
    /// Whether the checkout expires, as in the request.
    CheckoutType: CheckoutType

    /// The identity of this checkout, with which it is extended and returned.
    LicenseConsumptionToken: String

    /// The entitlements that were granted.
    EntitlementsAllowed: EntitlementDataList

    /// The token that proves the checkout.
    SignedToken: SignedToken

    /// The machine for which the license was checked out.
    NodeId: String

    /// When the entitlements were granted.
    IssuedAt: ISO8601DateTime

    /// When the grant ends. Absent when it does not.
    Expiration: ISO8601DateTime

    /// The ARN of the license.
    LicenseArn: String
}

/// Whether a checkout expires.
enum CheckoutType {
    /// It expires when it is not extended.
    PROVISIONAL

    /// It lasts until it is returned.
    PERPETUAL
}

/// Prolongs a provisional checkout: it expires at the license's `MaxTimeToLiveInMinutes` from now, or at the end of its
/// validity.
///
/// The checkout keeps its `LicenseConsumptionToken`. A borrowed license is renewed by borrowing it again, because this
/// operation answers no new signed token.
@examples([
    {
        title: "Keep a seat"
        documentation: "Prolongs a provisional checkout before it expires."
        input: {
            LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123"
        }
        output: {
            LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123"
            Expiration: "2026-01-31T13:30:00Z"
        }
    }
    {
        title: "Prolong what was borrowed"
        documentation: "A signed token cannot be prolonged."
        input: { LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123" }
        error: {
            shapeId: InvalidParameterValueException
            content: { Message: "LicenseConsumptionToken is \"019c13ec9e000123456789abcdef0123\", of a borrowed license. Borrow it again, which answers a new signed token." }
        }
    }
])
operation ExtendLicenseConsumption {
    input: ExtendLicenseConsumptionRequest
    output: ExtendLicenseConsumptionResponse
    errors: [
        AccessDeniedException
        AuthorizationException
        InvalidParameterValueException
        RateLimitExceededException
        ResourceNotFoundException
        ServerInternalException
        ValidationException
    ]
}

/// Which checkout to prolong.
@input
structure ExtendLicenseConsumptionRequest {
    /// The `LicenseConsumptionToken` of the checkout.
    @required
    LicenseConsumptionToken: String

    /// Whether to check only that the request would succeed, and to change nothing.
    DryRun: Boolean = false
}

/// The checkout that was prolonged.
@output
structure ExtendLicenseConsumptionResponse {
    /// The identity of the checkout, as in the request.
    LicenseConsumptionToken: String

    /// When the checkout expires.
    Expiration: ISO8601DateTime
}
