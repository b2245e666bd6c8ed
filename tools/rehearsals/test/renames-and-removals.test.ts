import { REMOVED_ERROR, REMOVED_OPERATION, RENAMED_MEMBER, RENAMED_SHAPE } from "../src/model-edits.ts";
import { rehearse } from "../src/rehearse.ts";

rehearse("a shape's other name", {
  edit: RENAMED_SHAPE,
  changes: {
    "client/src/generated/commands/GetLicenseCommand.ts": [],
    "client/src/generated/commands/ListLicenseVersionsCommand.ts": [],
    "client/src/generated/commands/ListLicensesCommand.ts": [],
    "client/src/generated/fetch/codecs.ts": {
      some: ["- Issuer: issuerDetailsCodec,", "+ Issuer: licenseIssuerCodec,"],
      about: /IssuerDetails|LicenseIssuer/i,
    },
    "client/src/generated/fetch/structures.ts": {
      some: ["- Issuer?: IssuerDetails | undefined;", "+ Issuer?: LicenseIssuer | undefined;"],
      about: /IssuerDetails|LicenseIssuer/,
    },
    "client/src/generated/models/models_0.ts": {
      some: ["- Issuer?: IssuerDetails | undefined;", "+ Issuer?: LicenseIssuer | undefined;"],
      about: /IssuerDetails|LicenseIssuer/,
    },
    "client/src/generated/schemas/schemas_0.ts": {
      some: ['- const _ID = "IssuerDetails";', '+ const _LI = "LicenseIssuer";'],
      about: /IssuerDetails|LicenseIssuer/,
    },
    "contract-tests/src/generated/shapes.ts": {
      some: ["- Issuer: optional(issuerDetailsShape),", "+ Issuer: optional(licenseIssuerShape),"],
      about: /IssuerDetails|LicenseIssuer/i,
    },
    "server-stub/src/generated/structures.ts": {
      some: ["- readonly Issuer?: IssuerDetails | undefined;", "+ readonly Issuer?: LicenseIssuer | undefined;"],
      about: /IssuerDetails|LicenseIssuer/,
    },
    "server-stub/src/generated/writers.ts": {
      some: [],
      about: /IssuerDetails|LicenseIssuer/,
    },
  },
  plan: [
    "client: major, contract-tests: major, license-server: major, model: major, server-stub: major",
    "- **Breaking:** IssuerDetails is gone.",
    "- **Breaking:** License.Issuer: The shape targeted by the member `License$Issuer` changed from `IssuerDetails` " +
      "(structure) to `LicenseIssuer` (structure). The name of a structure is significant.",
    "- LicenseIssuer is new.",
  ],
  complaints: { files: ["packages/contract-tests/test/client-types.test.ts"], about: /IssuerDetails/ },
});

rehearse("a member's other name", {
  edit: RENAMED_MEMBER,
  changes: {
    "client/src/generated/commands/CheckoutBorrowLicenseCommand.ts": [],
    "client/src/generated/fetch/codecs.ts": ["- CheckoutMetadata: metadataListCodec,", "+ Remarks: metadataListCodec,"],
    "client/src/generated/fetch/structures.ts": [
      "- CheckoutMetadata?: Metadata[] | undefined;",
      "+ Remarks?: Metadata[] | undefined;",
    ],
    "client/src/generated/models/models_0.ts": [
      "- CheckoutMetadata?: Metadata[] | undefined;",
      "+ Remarks?: Metadata[] | undefined;",
    ],
    "client/src/generated/schemas/schemas_0.ts": [
      '+ const _R = "Remarks";',
      "- [_LA, _E, _DSM, _CT, _NI, _CM],",
      "+ [_LA, _E, _DSM, _CT, _NI, _R],",
    ],
    "contract-tests/src/generated/shapes.ts": { some: [], about: /Remarks/ },
    "server-stub/src/generated/readers.ts": [
      '- const checkoutMetadata = object["CheckoutMetadata"];',
      "- if (isPresent(checkoutMetadata))",
      '- result.CheckoutMetadata = readMetadataList(checkoutMetadata, "CheckoutMetadata", reader);',
      '+ const remarks = object["Remarks"];',
      '+ if (isPresent(remarks)) result.Remarks = readMetadataList(remarks, "Remarks", reader);',
    ],
    "server-stub/src/generated/structures.ts": [
      "- readonly CheckoutMetadata?: readonly Metadata[] | undefined;",
      "+ readonly Remarks?: readonly Metadata[] | undefined;",
    ],
  },
  plan: [
    "client: major, contract-tests: major, license-server: major, model: major, server-stub: major",
    "- **Breaking:** CheckoutBorrowLicenseRequest.CheckoutMetadata is gone.",
    "- CheckoutBorrowLicenseRequest.Remarks is new.",
  ],
  complaints: {
    files: [
      "packages/contract-tests/test/client-types.test.ts",
      "packages/license-server/src/operations/checkout-borrow-license.ts",
    ],
    others: /CheckoutMetadata/,
    about: /CheckoutMetadata/,
  },
  noticedBy: {
    "packages/server-stub/test/license-manager.test.ts": [
      "CheckoutBorrowLicense on the wire reaches the service with all members and drops those that the model does not have",
      "CheckoutBorrowLicense on the wire refuses another JSON type at /CheckoutMetadata/0/Name",
    ],
  },
});

rehearse("an error that is removed", {
  edit: REMOVED_ERROR,
  changes: {
    "client/src/generated/commands/ListLicenseVersionsCommand.ts": [],
    "client/src/generated/fetch/commands.ts": ["- accessDeniedExceptionDefinition,"],
    "contract-tests/src/generated/service.ts": ['- "AccessDeniedException",'],
    "server-stub/src/generated/operations.ts": ['- ["AccessDeniedException", accessDeniedExceptionDefinition],'],
    "server-stub/src/generated/service.ts": [],
  },
  plan: [
    "client: major, contract-tests: major, license-server: major, model: major, server-stub: major",
    "- **Breaking:** ListLicenseVersions no longer fails with AccessDeniedException.",
  ],
  noticedBy: {
    "packages/server-stub/test/public-contract.test.ts": [
      "the operations have ListLicenseVersions, which fails with the errors of the public description",
    ],
  },
});

rehearse("an operation that is removed, with its shapes", {
  edit: REMOVED_OPERATION,
  changes: {
    "client/src/generated/LicenseManager.ts": {
      some: ["- DeleteLicenseCommand,", "- deleteLicense("],
      about: /DeleteLicense/,
    },
    "client/src/generated/LicenseManagerClient.ts": {
      some: ["- | DeleteLicenseCommandInput", "- | DeleteLicenseCommandOutput"],
      about: /DeleteLicense/,
    },
    "client/src/generated/commands/DeleteLicenseCommand.ts": {
      some: ["- export class DeleteLicenseCommand extends $Command"],
      about: /DeleteLicense/,
    },
    "client/src/generated/commands/index.ts": ['- export * from "./DeleteLicenseCommand.js";'],
    "client/src/generated/fetch/aggregated-client.ts": { some: [], about: /DeleteLicense/i },
    "client/src/generated/fetch/codecs.ts": { some: [], about: /DeleteLicense|LicenseDeletionStatus/ },
    "client/src/generated/fetch/commands.ts": {
      some: [
        "- export class DeleteLicenseCommand extends Command<DeleteLicenseCommandInput, DeleteLicenseCommandOutput> {",
      ],
      about: /DeleteLicense/i,
    },
    "client/src/generated/fetch/enums.ts": { some: [], about: /LicenseDeletionStatus/ },
    "client/src/generated/fetch/structures.ts": {
      some: ["- export interface DeleteLicenseRequest {", "- export interface DeleteLicenseResponse {"],
      about: /DeleteLicense|LicenseDeletionStatus/,
    },
    "client/src/generated/models/enums.ts": { some: [], about: /LicenseDeletionStatus/ },
    "client/src/generated/models/models_0.ts": {
      some: ["- export interface DeleteLicenseRequest {", "- export interface DeleteLicenseResponse {"],
      about: /DeleteLicense|LicenseDeletionStatus/,
    },
    "client/src/generated/schemas/schemas_0.ts": { some: [], about: /DeleteLicense|DeletionDate/ },
    "contract-tests/src/generated/examples.ts": { some: [], about: /Delete/ },
    "contract-tests/src/generated/service.ts": { some: [], about: /DeleteLicense/i },
    "contract-tests/src/generated/shapes.ts": { some: [], about: /DeleteLicense|LicenseDeletionStatus/i },
    "server-stub/src/generated/checks.ts": { some: [], about: /LicenseDeletionStatus/ },
    "server-stub/src/generated/enums.ts": { some: [], about: /LicenseDeletionStatus/ },
    "server-stub/src/generated/operations.ts": {
      some: ['- name: "DeleteLicense",', '- method: "deleteLicense",'],
      about: /DeleteLicense/i,
    },
    "server-stub/src/generated/readers.ts": { some: [], about: /DeleteLicense/ },
    "server-stub/src/generated/service.ts": { some: ["- deleteLicenseOperation,"], about: /DeleteLicense/i },
    "server-stub/src/generated/structures.ts": {
      some: ["- export interface DeleteLicenseRequest {", "- export interface DeleteLicenseResponse {"],
      about: /DeleteLicense|LicenseDeletionStatus/,
    },
    "server-stub/src/generated/writers.ts": { some: [], about: /DeleteLicense|LicenseDeletionStatus/ },
  },
  plan: [
    "client: major, contract-tests: major, license-server: major, model: major, server-stub: major",
    "- **Breaking:** The operation DeleteLicense is gone.",
    "- **Breaking:** DeleteLicense is gone.",
    "- **Breaking:** DeleteLicenseRequest is gone.",
    "- **Breaking:** DeleteLicenseResponse is gone.",
    "- **Breaking:** LicenseDeletionStatus is gone.",
  ],
  complaints: {
    files: [
      "packages/contract-tests/test/client-types.test.ts",
      "packages/contract-tests/test/fetch-client-types.test.ts",
      "packages/contract-tests/test/setting/clients.ts",
      "packages/license-server/src/cli/license-delete.ts",
      "packages/license-server/src/license-service.ts",
      "packages/license-server/src/operations/delete-license.ts",
    ],
    others: /DeleteLicense/i,
    about: /DeleteLicense/,
  },
  noticedBy: {
    "packages/server-stub/test/public-contract.test.ts": [
      "the operations have DeleteLicense, which fails with the errors of the public description",
      "the operations are these and no others",
    ],
  },
});
