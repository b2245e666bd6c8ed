import { BUILT_IN_NAMES, SECOND_SERVICE, SERVICE_VERSION } from "../src/model-edits.ts";
import { rehearse } from "../src/rehearse.ts";

const ABOUT = /Promise|Error|Map|Symbol|Constructor/i;

rehearse("shapes and members with names that JavaScript has already", {
  edit: BUILT_IN_NAMES,
  changes: {
    "client/src/generated/commands/CheckoutBorrowLicenseCommand.ts": [],
    "client/src/generated/fetch/codecs.ts": { some: ["+ Promise: promise_Codec,"], about: ABOUT },
    "client/src/generated/fetch/enums.ts": { some: ["+ export const Symbol_ = {"], about: ABOUT },
    "client/src/generated/fetch/structures.ts": {
      some: ["+ export interface Error_ {", "+ Promise?: Promise_ | undefined;"],
      about: ABOUT,
    },
    "client/src/generated/models/enums.ts": { some: ['+ FUNCTION: "function",'], about: ABOUT },
    "client/src/generated/models/models_0.ts": {
      some: ["+ export interface _Error {", "+ Promise?: _Promise | undefined;"],
      about: ABOUT,
    },
    "client/src/generated/schemas/schemas_0.ts": {
      some: ['+ const _P = "Promise";'],
      about: /_P\b|StaticMapSchema|Error|Map|Symbol|Constructor/,
    },
    "contract-tests/src/generated/shapes.ts": { some: [], about: ABOUT },
    "server-stub/src/generated/checks.ts": {
      some: ["+ export function expectSymbol_(value: unknown, key: Key | undefined, visitor: ValueVisitor): Symbol_ {"],
      about: ABOUT,
    },
    "server-stub/src/generated/enums.ts": { some: ['+ FUNCTION: "function",'], about: ABOUT },
    "server-stub/src/generated/readers.ts": {
      some: ['+ if (isPresent(promise)) result.Promise = readPromise_(promise, "Promise", reader);'],
      about: ABOUT,
    },
    "server-stub/src/generated/structures.ts": {
      some: ["+ export interface Error_ {", "+ readonly Promise?: Promise_ | undefined;"],
      about: ABOUT,
    },
  },
  plan: [
    "client: minor, contract-tests: minor, model: minor, server-stub: minor",
    "- CheckoutBorrowLicenseRequest.Promise is new.",
    "- Error is new.",
    "- Map is new.",
    "- Promise is new.",
    "- Symbol is new.",
  ],
  complaints: { files: ["packages/contract-tests/test/client-types.test.ts"], about: /Promise/ },
});

rehearse("a second service", {
  edit: SECOND_SERVICE,
  // The packages are those of the first one, which stays what it was.
  changes: {},
  plan: [
    "model: minor",
    "- GetUsageReport is new.",
    "- GetUsageReportRequest is new.",
    "- GetUsageReportResponse is new.",
    "- LicenseUsageReports is new.",
  ],
});

rehearse("another version of the service", {
  edit: SERVICE_VERSION,
  changes: {
    "client/src/generated/runtimeConfig.shared.ts": [
      '- apiVersion: "2018-08-01",',
      '+ apiVersion: "2026-01-01",',
      '- version: "2018-08-01",',
      '+ version: "2026-01-01",',
    ],
  },
  plan: [
    "client: major, contract-tests: major, license-server: major, model: major, server-stub: major",
    '- **Breaking:** AWSLicenseManager: version is "2026-01-01".',
  ],
});
