import {
  KEYWORDS,
  NEW_CLAIM,
  NEW_KIND_OF_REGISTERED_CLAIM,
  NEW_REGISTERED_CLAIM,
  NEW_TRAIT_VALUE,
  OPTIONAL_CLAIM,
} from "../src/model-edits.ts";
import { rehearse } from "../src/rehearse.ts";

rehearse("a claim", {
  edit: NEW_CLAIM,
  changes: {
    "token-verification/src/generated/readers.ts": [
      '+ ...present("licenseVersion", optional(claim, "licenseVersion", readString)),',
    ],
    "token-verification/src/generated/structures.ts": ["+ readonly licenseVersion?: string | undefined;"],
    "token-verification/src/generated/writers.ts": ["+ licenseVersion: claims.licenseVersion,"],
  },
  plan: ["model: minor, token-verification: minor", "- BorrowTokenClaims.licenseVersion is new."],
  complaints: { files: ["packages/token-verification/test/token-layout.test.ts"], about: /./ },
});

rehearse("a registered claim", {
  edit: NEW_REGISTERED_CLAIM,
  changes: {
    "token-verification/src/generated/profiles.ts": [
      '- registeredClaims: ["exp", "iat", "iss", "jti", "nbf"],',
      '+ registeredClaims: ["exp", "iat", "iss", "jti", "nbf", "sub"],',
    ],
    "token-verification/src/generated/readers.ts": {
      some: ["+ optionalOneOf(", '+ ["licensee", readString],', '+ ["sub", readString],', "+ sameValue,"],
      about: /licensee|optionalOneOf/,
    },
    "token-verification/src/generated/structures.ts": ["+ readonly licensee?: string | undefined;"],
    "token-verification/src/generated/writers.ts": ["+ licensee: claims.licensee,", "+ sub: claims.licensee,"],
  },
  plan: ["model: minor, token-verification: minor", "- BorrowTokenClaims.licensee is new."],
  complaints: { files: ["packages/token-verification/test/token-layout.test.ts"], about: /./ },
  noticedBy: {
    "packages/token-verification/test/token-layout.test.ts": ["tokens have these registered claims and no others"],
  },
});

rehearse("a registered claim of a name that the trait did not have", {
  edit: NEW_KIND_OF_REGISTERED_CLAIM,
  changes: {
    "token-verification/src/generated/profiles.ts": [
      '- registeredClaims: ["exp", "iat", "iss", "jti", "nbf"],',
      '+ registeredClaims: ["aud", "exp", "iat", "iss", "jti", "nbf"],',
    ],
    "token-verification/src/generated/readers.ts": ['+ ...present("product", optional(claim, "aud", readString)),'],
    "token-verification/src/generated/structures.ts": ["+ readonly product?: string | undefined;"],
    "token-verification/src/generated/writers.ts": ["+ aud: claims.product,"],
  },
  plan: [
    "model: minor, token-verification: minor",
    "- BorrowTokenClaims.product is new.",
    "- RegisteredClaimName.AUDIENCE is new: the value `aud`.",
  ],
  complaints: { files: ["packages/token-verification/test/token-layout.test.ts"], about: /./ },
  noticedBy: {
    "packages/token-verification/test/token-layout.test.ts": ["tokens have these registered claims and no others"],
  },
});

rehearse("another value of a trait", {
  edit: NEW_TRAIT_VALUE,
  changes: {
    "token-verification/src/generated/profiles.ts": ["- minimumModulusLength: 2048,", "+ minimumModulusLength: 3072,"],
  },
  plan: [
    "contract-tests: major, license-server: major, model: major, token-verification: major",
    "- **Breaking:** BorrowTokenClaims is marked jsonWebToken now: " +
      '{"algorithm":"PS384","minimumModulusLength":3072}.',
  ],
  noticedBy: {
    "packages/token-verification/test/token-layout.test.ts": [
      "tokens are signed with PS384 by keys of 2,048 bits or more, which their thumbprints name",
    ],
  },
});

rehearse("claims with names that are keywords", {
  edit: KEYWORDS,
  changes: {
    "token-verification/src/generated/readers.ts": [
      '- import { readString } from "../claims/read-simple-values.js";',
      '+ import { readBoolean, readString } from "../claims/read-simple-values.js";',
      '+ ...present("class", optional(claim, "class", readString)),',
      '+ ...present("delete", optional(claim, "delete", readBoolean)),',
      '+ ...present("function", optional(claim, "function", readString)),',
    ],
    "token-verification/src/generated/structures.ts": [
      "+ readonly class?: string | undefined;",
      "+ readonly delete?: boolean | undefined;",
      "+ readonly function?: string | undefined;",
    ],
    "token-verification/src/generated/writers.ts": [
      "+ class: claims.class,",
      "+ delete: claims.delete,",
      "+ function: claims.function,",
    ],
  },
  plan: [
    "model: minor, token-verification: minor",
    "- BorrowTokenClaims.class is new.",
    "- BorrowTokenClaims.delete is new.",
    "- BorrowTokenClaims.function is new.",
  ],
  complaints: { files: ["packages/token-verification/test/token-layout.test.ts"], about: /./ },
});

rehearse("a claim that is no longer required", {
  edit: OPTIONAL_CLAIM,
  changes: {
    "token-verification/src/generated/readers.ts": {
      some: ["- expiration: requiredOneOf(", "+ optionalOneOf("],
      about: /optionalOneOf/,
    },
    "token-verification/src/generated/structures.ts": [
      "- readonly expiration: Date;",
      "+ readonly expiration?: Date | undefined;",
    ],
  },
  plan: [
    "contract-tests: major, license-server: major, model: major, token-verification: major",
    "- **Breaking:** BorrowTokenClaims.expiration is optional: code that reads it may find nothing.",
  ],
  // Whoever reads it.
  complaints: { files: [], others: /expiration/, about: /undefined/ },
});
