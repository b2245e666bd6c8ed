$version: "2.0"

namespace borrowlicense.token

use borrowlicense.traits#claim
use borrowlicense.traits#jsonWebToken
use com.amazonaws.licensemanager#Arn
use com.amazonaws.licensemanager#EntitlementDataList
use com.amazonaws.licensemanager#MetadataList

/// The claims of the token that `CheckoutBorrowLicense` answers.
///
/// The cloud service writes the private claims only. A licence server that stands on this model writes the registered
/// ones too, so that a general JWT library sees the expiration. A verifier accepts both layouts.
@jsonWebToken(algorithm: "PS384")
structure BorrowTokenClaims {
    /// The ARN of the license that was borrowed.
    @required
    licenseArn: Arn

    /// The identity of the checkout, which `CheckInLicense` takes.
    @required
    @claim(registered: ["jti"])
    @length(min: 1)
    licenseConsumptionToken: String

    /// The entitlements that were granted.
    @required
    @claim(format: "LOWER_CAMEL_CASE_MEMBERS")
    @length(min: 1)
    entitlementsAllowed: EntitlementDataList

    /// The machine for which the license was borrowed. Absent when it was borrowed for none in particular.
    @length(min: 1)
    nodeId: String

    /// Information about constraints on the use.
    @claim(format: "NAME_VALUE_MAP")
    checkoutMetadata: MetadataList

    /// When the entitlements were granted. The token does not hold earlier.
    @required
    @claim(format: "ZONELESS_UTC_DATE_TIME", registered: ["iat", "nbf"])
    issuedAt: Timestamp

    /// When the grant ends. From this moment on the token does not hold.
    @required
    @claim(format: "ZONELESS_UTC_DATE_TIME", registered: ["exp"])
    expiration: Timestamp

    /// The name of the license's issuer. Absent in tokens of the cloud service.
    @claim(registered: ["iss"], registeredOnly: true)
    issuer: String
}
