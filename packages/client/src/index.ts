/**
 * The client for License Manager and for licence servers that speak its protocol: a client class, and a command with its
 * input, output and errors for each operation, as the AWS SDK for JavaScript has them. `LicenseManager` has a method for
 * each operation; `LicenseManagerClient` with commands lets bundlers leave out what is not used.
 *
 * @packageDocumentation
 */

export * from "./generated/index.js";
