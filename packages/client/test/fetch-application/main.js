import { CheckoutBorrowLicenseCommand, LicenseManagerClient } from "../../dist/fetch/index.js";

export const borrow = (settings, input) =>
  new LicenseManagerClient(settings).send(new CheckoutBorrowLicenseCommand(input));
