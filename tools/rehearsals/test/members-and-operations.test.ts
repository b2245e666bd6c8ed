import {
  MEMBER_NO_LONGER_REQUIRED,
  NEW_ERROR,
  NEW_OPERATION,
  NEW_UNION,
  OPTIONAL_MEMBER,
  REQUIRED_MEMBER,
} from "../src/model-edits.ts";
import { rehearse } from "../src/rehearse.ts";

rehearse("an optional member", {
  edit: OPTIONAL_MEMBER,
  changes: {
    // The example in its comment.
    "client/src/generated/commands/CheckoutBorrowLicenseCommand.ts": [],
    "client/src/generated/fetch/codecs.ts": ["+ Purpose: text,"],
    "client/src/generated/fetch/structures.ts": ["+ Purpose?: string | undefined;"],
    "client/src/generated/models/models_0.ts": ["+ Purpose?: string | undefined;"],
    "client/src/generated/schemas/schemas_0.ts": [
      '+ const _P = "Purpose";',
      "- [_LA, _E, _DSM, _CT, _NI, _CM],",
      "- [0, () => EntitlementDataList, 0, 0, 0, () => MetadataList], 4",
      "+ [_LA, _E, _DSM, _CT, _NI, _CM, _P],",
      "+ [0, () => EntitlementDataList, 0, 0, 0, () => MetadataList, 0], 4",
    ],
    "contract-tests/src/generated/shapes.ts": { some: [], about: /Purpose/ },
    "server-stub/src/generated/readers.ts": [
      '+ const purpose = object["Purpose"];',
      '+ if (isPresent(purpose)) result.Purpose = expectString(purpose, "Purpose", reader);',
    ],
    "server-stub/src/generated/structures.ts": ["+ readonly Purpose?: string | undefined;"],
  },
  plan: [
    "client: minor, contract-tests: minor, model: minor, server-stub: minor",
    "- CheckoutBorrowLicenseRequest.Purpose is new.",
  ],
  // The AWS client does not have it.
  complaints: { files: ["packages/contract-tests/test/client-types.test.ts"], about: /Purpose/ },
});

rehearse("a required member", {
  edit: REQUIRED_MEMBER,
  changes: {
    "client/src/generated/commands/GetLicenseUsageCommand.ts": [],
    "client/src/generated/fetch/codecs.ts": ["+ Month: text,"],
    "client/src/generated/fetch/structures.ts": ["+ Month: string | undefined;"],
    "client/src/generated/models/models_0.ts": ["+ Month: string | undefined;"],
    "client/src/generated/schemas/schemas_0.ts": [
      '+ const _Mo = "Month";',
      "- [_LA],",
      "- [0], 1",
      "+ [_LA, _Mo],",
      "+ [0, 0], 2",
    ],
    "contract-tests/src/generated/examples.ts": { some: [], about: /Month/ },
    "contract-tests/src/generated/shapes.ts": { some: [], about: /Month/ },
    "server-stub/src/generated/readers.ts": [
      '+ const month = object["Month"];',
      '+ if (isPresent(month)) result.Month = expectString(month, "Month", reader);',
      '+ else reader.missing("Month");',
    ],
    "server-stub/src/generated/structures.ts": ["+ readonly Month: string;"],
  },
  plan: [
    "client: major, contract-tests: major, license-server: major, model: major, server-stub: major",
    "- **Breaking:** GetLicenseUsageRequest.Month is new and required: requests without it are refused.",
    "- The examples of GetLicenseUsage changed.",
  ],
  // Whoever sends the request has to say which month.
  complaints: {
    files: [
      "packages/contract-tests/test/client-types.test.ts",
      "packages/license-server/src/cli/license.ts",
      "tools/demo/src/main.ts",
    ],
    others: /GetLicenseUsage/i,
    about: /'Month' is missing/,
  },
});

rehearse("an operation", {
  edit: NEW_OPERATION,
  changes: {
    "client/src/generated/LicenseManager.ts": {
      some: ["+ GetBorrowTermsCommand,", "+ getBorrowTerms("],
      about: /GetBorrowTerms/,
    },
    "client/src/generated/LicenseManagerClient.ts": {
      some: ["+ | GetBorrowTermsCommandInput", "+ | GetBorrowTermsCommandOutput"],
      about: /GetBorrowTerms/,
    },
    "client/src/generated/commands/GetBorrowTermsCommand.ts": {
      some: ["+ export class GetBorrowTermsCommand extends $Command"],
      about: /GetBorrowTerms/,
    },
    "client/src/generated/commands/index.ts": ['+ export * from "./GetBorrowTermsCommand.js";'],
    "client/src/generated/fetch/aggregated-client.ts": { some: [], about: /GetBorrowTerms/i },
    "client/src/generated/fetch/codecs.ts": {
      some: ["+ MaxTimeToLiveInMinutes: integer,"],
      about: /GetBorrowTerms/,
    },
    "client/src/generated/fetch/commands.ts": {
      some: [
        "+ export class GetBorrowTermsCommand extends Command<GetBorrowTermsCommandInput, GetBorrowTermsCommandOutput> {",
      ],
      about: /GetBorrowTerms/i,
    },
    "client/src/generated/fetch/structures.ts": {
      some: ["+ LicenseArn: string | undefined;", "+ MaxTimeToLiveInMinutes?: number | undefined;"],
      about: /GetBorrowTerms/,
    },
    "client/src/generated/models/models_0.ts": {
      some: ["+ export interface GetBorrowTermsRequest {", "+ export interface GetBorrowTermsResponse {"],
      about: /GetBorrowTerms/,
    },
    "client/src/generated/schemas/schemas_0.ts": { some: [], about: /GetBorrowTerms/ },
    "contract-tests/src/generated/service.ts": { some: [], about: /GetBorrowTerms/i },
    "contract-tests/src/generated/shapes.ts": { some: [], about: /GetBorrowTerms/i },
    "server-stub/src/generated/operations.ts": {
      some: ['+ name: "GetBorrowTerms",', '+ method: "getBorrowTerms",'],
      about: /GetBorrowTerms/i,
    },
    "server-stub/src/generated/readers.ts": {
      some: ["+ export function readGetBorrowTermsRequest("],
      about: /GetBorrowTerms/,
    },
    "server-stub/src/generated/service.ts": { some: ["+ getBorrowTermsOperation,"], about: /GetBorrowTerms/i },
    "server-stub/src/generated/structures.ts": {
      some: ["+ export interface GetBorrowTermsRequest {", "+ export interface GetBorrowTermsResponse {"],
      about: /GetBorrowTerms/,
    },
    "server-stub/src/generated/writers.ts": {
      some: [],
      about: /GetBorrowTerms/,
    },
  },
  plan: [
    "client: minor, contract-tests: minor, license-server: major, model: major, server-stub: major",
    "- **Breaking where the service is implemented:** The operation GetBorrowTerms is new.",
    "- GetBorrowTerms is new.",
    "- GetBorrowTermsRequest is new.",
    "- GetBorrowTermsResponse is new.",
  ],
  // The licence server is a whole service: somebody has to implement the operation.
  complaints: { files: ["packages/license-server/src/license-service.ts"], about: /getBorrowTerms/ },
  noticedBy: { "packages/server-stub/test/public-contract.test.ts": ["the operations are these and no others"] },
});

rehearse("an error", {
  edit: NEW_ERROR,
  changes: {
    "client/src/generated/commands/CheckoutBorrowLicenseCommand.ts": [],
    "client/src/generated/fetch/commands.ts": {
      some: ["+ outOfHoursExceptionDefinition,"],
      about: /outOfHoursException/i,
    },
    "client/src/generated/fetch/errors.ts": {
      some: ["+ export class OutOfHoursException extends LicenseManagerServiceException {"],
      about: /OutOfHoursException/,
    },
    "client/src/generated/fetch/index.ts": ["+ OutOfHoursException,"],
    "client/src/generated/models/errors.ts": {
      some: ["+ export class OutOfHoursException extends __BaseException {"],
      about: /OutOfHoursException/,
    },
    "client/src/generated/schemas/schemas_0.ts": {
      some: [
        "+ export var OutOfHoursException$: StaticErrorSchema = [-3, n0, _OOHE,",
        "+ { [_e]: _c, [_hE]: 409 },",
        "+ n0_registry.registerError(OutOfHoursException$, OutOfHoursException);",
      ],
      about: /OutOfHoursException/,
    },
    "contract-tests/src/generated/service.ts": { some: [], about: /OutOfHours/i },
    "contract-tests/src/generated/shapes.ts": { some: [], about: /OutOfHours/i },
    "server-stub/src/generated/errors.ts": {
      some: [
        "+ export class OutOfHoursException extends ServiceException<OutOfHoursExceptionMembers> {",
        "+ readonly statusCode = 409;",
        "+ | OutOfHoursException",
      ],
      about: /OutOfHoursException/,
    },
    "server-stub/src/generated/operations.ts": {
      some: ['+ ["OutOfHoursException", outOfHoursExceptionDefinition],'],
      about: /OutOfHoursException/,
    },
    "server-stub/src/generated/service.ts": ['+ "OutOfHoursException",'],
    "server-stub/src/generated/writers.ts": {
      some: [
        "+ export function writeOutOfHoursException(value: unknown, key: Key | undefined, writer: OutputWriter): object {",
      ],
      about: /OutOfHoursException/,
    },
  },
  plan: [
    "client: minor, contract-tests: minor, model: minor, server-stub: minor",
    "- CheckoutBorrowLicense can fail with OutOfHoursException.",
    "- OutOfHoursException is new.",
  ],
  noticedBy: {
    "packages/server-stub/test/public-contract.test.ts": [
      "the operations have CheckoutBorrowLicense, which fails with the errors of the public description",
      "the errors are these and no others",
    ],
  },
});

rehearse("a union", {
  edit: NEW_UNION,
  changes: {
    "client/src/generated/commands/CheckoutBorrowLicenseCommand.ts": [],
    "client/src/generated/fetch/codecs.ts": {
      some: [
        "+ export const borrowUsersCodec: Codec<BorrowUsers> = /* @__PURE__ */ union<BorrowUsers>(() => ({",
        "+ ForWhom: borrowUsersCodec,",
      ],
      about: /BorrowUsers|BorrowTeam|union/i,
    },
    "client/src/generated/fetch/structures.ts": {
      some: [
        "+ | { Person: string; Team?: never; $unknown?: never }",
        "+ | { Person?: never; Team: BorrowTeam; $unknown?: never }",
        "+ ForWhom?: BorrowUsers | undefined;",
      ],
      about: /BorrowUsers|BorrowTeam/,
    },
    "client/src/generated/models/models_0.ts": {
      some: ["+ | BorrowUsers.PersonMember", "+ | BorrowUsers.TeamMember", "+ ForWhom?: BorrowUsers | undefined;"],
      about: /BorrowUsers|BorrowTeam/,
    },
    "client/src/generated/schemas/schemas_0.ts": {
      some: ["+ export var BorrowUsers$: StaticUnionSchema = [4, n0, _BU,"],
      about: /_BU|_BT|_FW|_P\b|_T\b|StaticUnionSchema/,
    },
    "contract-tests/src/generated/shapes.ts": { some: [], about: /BorrowUsers|BorrowTeam|unionShape/i },
    "server-stub/src/generated/readers.ts": {
      some: [
        '+ case "Person":',
        '+ result = { Person: expectString(member, "Person", reader) };',
        '+ throw reader.mistyped(undefined, "an object with one of the members Person, Team");',
      ],
      about: /BorrowUsers|BorrowTeam|readTag/,
    },
    "server-stub/src/generated/structures.ts": {
      some: ["+ export type BorrowUsers = OneOf<{", "+ readonly ForWhom?: BorrowUsers | undefined;"],
      about: /BorrowUsers|BorrowTeam|OneOf/,
    },
  },
  plan: [
    "client: minor, contract-tests: minor, model: minor, server-stub: minor",
    "- BorrowTeam is new.",
    "- BorrowUsers is new.",
    "- CheckoutBorrowLicenseRequest.ForWhom is new.",
  ],
  complaints: { files: ["packages/contract-tests/test/client-types.test.ts"], about: /ForWhom/ },
});

rehearse("a member of a request that is no longer required", {
  edit: MEMBER_NO_LONGER_REQUIRED,
  changes: {
    // The example in its comment.
    "client/src/generated/commands/CheckoutBorrowLicenseCommand.ts": [],
    "client/src/generated/fetch/structures.ts": [
      "- ClientToken: string | undefined;",
      "+ ClientToken?: string | undefined;",
    ],
    "client/src/generated/models/models_0.ts": [
      "- ClientToken: string | undefined;",
      "+ ClientToken?: string | undefined;",
    ],
    "client/src/generated/schemas/schemas_0.ts": [
      "- [_LA, _E, _DSM, _CT, _NI, _CM],",
      "- [0, () => EntitlementDataList, 0, 0, 0, () => MetadataList], 4",
      "+ [_LA, _E, _DSM, _NI, _CM, _CT],",
      "+ [0, () => EntitlementDataList, 0, 0, () => MetadataList, 0], 3",
    ],
    "contract-tests/src/generated/shapes.ts": [
      "- ClientToken: required(clientTokenShape),",
      "+ ClientToken: optional(clientTokenShape),",
    ],
    "server-stub/src/generated/readers.ts": ['- else reader.missing("ClientToken");'],
    "server-stub/src/generated/structures.ts": [
      "- readonly ClientToken: string;",
      "+ readonly ClientToken?: string | undefined;",
    ],
  },
  plan: [
    "client: minor, contract-tests: minor, license-server: major, model: major, server-stub: major",
    "- **Breaking where the service is implemented:** CheckoutBorrowLicenseRequest.ClientToken is optional: a server " +
      "gets requests without it.",
  ],
  // The service, and the types of the AWS client.
  complaints: {
    files: ["packages/license-server/src/operations/checkout-borrow-license.ts"],
    others: /ClientToken|client-license-manager/,
    about: /undefined/,
  },
});
