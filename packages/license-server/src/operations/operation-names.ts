import { licenseManagerDefinition } from "@borrow-license/server-stub";

/** The names of the operations that a license server has, such as `CheckoutBorrowLicense`. */
export const OPERATION_NAMES: readonly string[] = licenseManagerDefinition.operations.map(({ name }) => name);
