import { DOCUMENTATION, EXAMPLE, LOOSER_CONSTRAINT, NEW_ENUM_VALUE, TIGHTER_CONSTRAINT } from "../src/model-edits.ts";
import { rehearse } from "../src/rehearse.ts";

rehearse("a value of an enum", {
  edit: NEW_ENUM_VALUE,
  changes: {
    // The values in the examples of their comments.
    "client/src/generated/commands/CreateLicenseCommand.ts": [],
    "client/src/generated/commands/CreateLicenseVersionCommand.ts": [],
    "client/src/generated/commands/GetLicenseCommand.ts": [],
    "client/src/generated/commands/ListLicenseVersionsCommand.ts": [],
    "client/src/generated/commands/ListLicensesCommand.ts": [],
    "client/src/generated/fetch/enums.ts": ['+ YEARLY: "Yearly",'],
    "client/src/generated/models/enums.ts": ['+ YEARLY: "Yearly",'],
    "contract-tests/src/generated/shapes.ts": { some: [], about: /Yearly/i },
    "server-stub/src/generated/enums.ts": ['+ readonly YEARLY: "Yearly";', '+ YEARLY: "Yearly",'],
  },
  plan: [
    "client: minor, contract-tests: minor, model: minor, server-stub: minor",
    "- RenewType.YEARLY is new: the value `Yearly`.",
  ],
  // The AWS client does not have it.
  complaints: {
    files: [
      "packages/contract-tests/test/client-types.test.ts",
      "packages/contract-tests/test/fetch-client-types.test.ts",
    ],
    about: /./,
  },
});

rehearse("a constraint that is tightened, of a shape that requests and tokens share", {
  edit: TIGHTER_CONSTRAINT,
  changes: {
    "contract-tests/src/generated/shapes.ts": { some: [], about: /1600/ },
    "server-stub/src/generated/checks.ts": [
      "- if (checkTextLength(result, { min: 0, max: 2048 }, key, visitor)) checkPattern(result, arnPattern, key, visitor);",
      "+ if (checkTextLength(result, { min: 0, max: 1600 }, key, visitor)) checkPattern(result, arnPattern, key, visitor);",
    ],
    "token-verification/src/generated/readers.ts": [
      "- checkTextLength(claim, value, { min: 0, max: 2048 });",
      "+ checkTextLength(claim, value, { min: 0, max: 1600 });",
    ],
  },
  plan: [
    "client: major, contract-tests: major, license-server: major, model: major, server-stub: major, " +
      "token-verification: major",
    "- **Breaking:** Arn takes less: length 0 to 1600 in place of 0 to 2048.",
  ],
  noticedBy: {
    "packages/server-stub/test/public-contract.test.ts": ["the constraints let an ARN of 2,048 characters pass"],
    "packages/server-stub/test/license-manager.test.ts": [
      "CheckoutBorrowLicense on the wire refuses an ARN that is too long, without running its pattern",
    ],
  },
});

rehearse("a constraint that is loosened", {
  edit: LOOSER_CONSTRAINT,
  changes: {
    "contract-tests/src/generated/shapes.ts": { some: [], about: /500/ },
    "server-stub/src/generated/checks.ts": [
      "- checkRange(result, { min: 1, max: 100 }, key, visitor);",
      "+ checkRange(result, { min: 1, max: 500 }, key, visitor);",
    ],
  },
  plan: [
    "client: minor, contract-tests: minor, model: minor, server-stub: minor",
    "- MaxSize100 takes more: value 1 to 500 in place of 1 to 100.",
  ],
  noticedBy: { "packages/server-stub/test/public-contract.test.ts": ["the constraints stop 101 results a page"] },
});

rehearse("documentation alone", {
  edit: DOCUMENTATION,
  changes: {
    "client/src/generated/fetch/structures.ts": [],
    "client/src/generated/models/models_0.ts": [],
    "server-stub/src/generated/structures.ts": [],
  },
  plan: [
    "client: patch, model: patch, server-stub: patch",
    "- The documentation of CheckoutBorrowLicenseRequest changed.",
  ],
  noticedBy: { "packages/server-stub/test/public-contract.test.ts": [] },
});

rehearse("an example alone", {
  edit: EXAMPLE,
  changes: {
    "client/src/generated/commands/CheckInLicenseCommand.ts": [],
    "contract-tests/src/generated/examples.ts": { some: [], about: /000123456789abcdef012[34]/ },
  },
  plan: ["client: patch, contract-tests: patch, model: patch", "- The examples of CheckInLicense changed."],
});
