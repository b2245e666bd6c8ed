export { CheckoutBorrowLicenseCommand, LicenseManagerClient } from "@borrow-license/client";
