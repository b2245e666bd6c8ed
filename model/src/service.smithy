$version: "2.0"

namespace com.amazonaws.licensemanager

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1
use borrowlicense.traits#constraintError
use borrowlicense.traits#internalError

/// Lets software vendors issue licenses and lets their customers borrow them.
///
/// To **borrow** a license is to check entitlements out online and to use them offline until they expire. The service
/// answers a checkout with a signed token that the application verifies by itself. A vendor creates a license with a
/// borrow configuration (`CreateLicense`), an application borrows from it (`CheckoutBorrowLicense`) and may return
/// what it borrowed early (`CheckInLicense`); both can look at the license (`GetLicense`) and at what is in use
/// (`GetLicenseUsage`). An application that stays connected checks out provisionally (`CheckoutLicense`) and prolongs
/// that (`ExtendLicenseConsumption`). The vendor changes a license with a new version (`CreateLicenseVersion`), finds
/// licenses (`ListLicenses`) and their versions (`ListLicenseVersions`), and deletes them (`DeleteLicense`).
///
/// Every date is a string in ISO 8601 format with a zone, such as `2026-01-31T12:00:00Z`. Requests are signed with
/// Signature Version 4 for the service name `license-manager`.
@title("License Manager")
@service(
    sdkId: "License Manager"
    arnNamespace: "license-manager"
    cloudFormationName: "LicenseManager"
    cloudTrailEventSource: "license-manager.amazonaws.com"
    endpointPrefix: "license-manager"
)
@sigv4(name: "license-manager")
@awsJson1_1
@xmlNamespace(uri: "https://license-manager.amazonaws.com/doc/2018_08_01")
@constraintError(ValidationException)
@internalError(ServerInternalException)
service AWSLicenseManager {
    version: "2018-08-01"
    operations: [
        CheckInLicense
        CheckoutBorrowLicense
        CheckoutLicense
        CreateLicense
        CreateLicenseVersion
        DeleteLicense
        ExtendLicenseConsumption
        GetLicense
        GetLicenseUsage
        ListLicenses
        ListLicenseVersions
    ]
}
