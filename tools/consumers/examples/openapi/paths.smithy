$version: "2.0"

namespace example.rest

use aws.protocols#restJson1

// Paths for a gateway that offers the same operations to those who want REST.
apply com.amazonaws.licensemanager#AWSLicenseManager @restJson1

apply com.amazonaws.licensemanager#CheckInLicense @http(method: "POST", uri: "/check-in-license", code: 200)

apply com.amazonaws.licensemanager#CheckoutBorrowLicense @http(method: "POST", uri: "/checkout-borrow-license", code: 200)

apply com.amazonaws.licensemanager#CheckoutLicense @http(method: "POST", uri: "/checkout-license", code: 200)

apply com.amazonaws.licensemanager#CreateLicense @http(method: "POST", uri: "/create-license", code: 200)

apply com.amazonaws.licensemanager#CreateLicenseVersion @http(method: "POST", uri: "/create-license-version", code: 200)

apply com.amazonaws.licensemanager#DeleteLicense @http(method: "POST", uri: "/delete-license", code: 200)

apply com.amazonaws.licensemanager#ExtendLicenseConsumption @http(method: "POST", uri: "/extend-license-consumption", code: 200)

apply com.amazonaws.licensemanager#GetLicense @http(method: "POST", uri: "/get-license", code: 200)

apply com.amazonaws.licensemanager#GetLicenseUsage @http(method: "POST", uri: "/get-license-usage", code: 200)

apply com.amazonaws.licensemanager#ListLicenses @http(method: "POST", uri: "/list-licenses", code: 200)

apply com.amazonaws.licensemanager#ListLicenseVersions @http(method: "POST", uri: "/list-license-versions", code: 200)
