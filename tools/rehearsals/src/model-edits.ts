/**
 * A change of files of the model, below `model/src`: pairs of a text that is in a file and its successor, the whole text
 * of a new file, or null for a file that is removed.
 */
export type ModelEdit = Readonly<Record<string, readonly (readonly [before: string, after: string])[] | string | null>>;

/** Where members are added to the request for a borrow: at its end. */
const END_OF_BORROW_REQUEST = `    /// Makes the request idempotent.
    @required
    ClientToken: ClientToken
}

/// What was borrowed.`;

function borrowRequestWith(member: string, shapes = ""): ModelEdit {
  const head = END_OF_BORROW_REQUEST.replace("}\n\n/// What was borrowed.", "");
  return { "borrow.smithy": [[END_OF_BORROW_REQUEST, `${head}\n${member}}\n${shapes}\n/// What was borrowed.`]] };
}

/** Where claims are added: at the end. */
const LAST_CLAIM = `    @claim(registered: ["iss"], registeredOnly: true)
    issuer: String
`;

function claimsWith(member: string): readonly [string, string] {
  return [LAST_CLAIM, `${LAST_CLAIM}\n${member}`];
}

const OPERATION = `
/// Tells for how long a license can be borrowed.
@readonly
operation GetBorrowTerms {
    input: GetBorrowTermsRequest
    output: GetBorrowTermsResponse
    errors: [
        ResourceNotFoundException
        ServerInternalException
        ValidationException
    ]
}

/// Which license to tell of.
@input
structure GetBorrowTermsRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn
}

/// For how long the license can be borrowed.
@output
structure GetBorrowTermsResponse {
    /// The longest borrow, in minutes.
    MaxTimeToLiveInMinutes: Integer
}
`;

const ERROR = `
/// The license cannot be borrowed at this hour.
@error("client")
@httpError(409)
structure OutOfHoursException {
    Message: Message
}
`;

const UNION = `
/// Who may use what is borrowed.
union BorrowUsers {
    /// One person, by name.
    Person: String

    /// Everybody of a team.
    Team: BorrowTeam
}

/// A team.
structure BorrowTeam {
    /// The team's name.
    @required
    Name: String
}
`;

const BUILT_INS = `
/// Shapes that are called as what JavaScript has already.
structure Promise {
    /// A failure.
    Error: Error

    /// Pairs.
    Map: Map
}

/// Something of the name of a class.
structure Error {
    /// Its text.
    @required
    Constructor: String

    /// Its kind.
    Symbol: Symbol
}

/// Pairs of texts.
map Map {
    /// The first of the pair.
    key: String

    /// The second of the pair.
    value: String
}

/// A kind.
enum Symbol {
    /// A keyword of TypeScript, in its own spelling on the wire.
    FUNCTION = "function"
}
`;

const REPORTS = `$version: "2.0"

namespace com.amazonaws.licensemanager

use aws.auth#sigv4
use aws.protocols#awsJson1_1
use borrowlicense.traits#constraintError
use borrowlicense.traits#internalError

/// Tells what was used.
@title("License Usage")
@sigv4(name: "license-usage")
@awsJson1_1
@constraintError(ValidationException)
@internalError(ServerInternalException)
service LicenseUsageReports {
    version: "2026-01-01"
    operations: [
        GetUsageReport
    ]
}

/// Tells what was used of a license.
@readonly
operation GetUsageReport {
    input: GetUsageReportRequest
    output: GetUsageReportResponse
    errors: [
        ServerInternalException
        ValidationException
    ]
}

/// Which license to tell of.
@input
structure GetUsageReportRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn
}

/// What was used.
@output
structure GetUsageReportResponse {
    /// The usage.
    Usage: LicenseUsage
}
`;

export const OPTIONAL_MEMBER: ModelEdit = borrowRequestWith(
  "    /// Why the license is borrowed.\n    Purpose: String\n",
);

export const REQUIRED_MEMBER: ModelEdit = {
  "license.smithy": [
    // An example without it would not be valid.
    [
      `        documentation: "Two of ten seats are checked out."
        input: { LicenseArn:`,
      `        documentation: "Two of ten seats are checked out."
        input: { Month: "2026-01", LicenseArn:`,
    ],
    [
      `        title: "Ask for the usage of a license that does not exist"
        documentation: "A read of a license that is not there, or that the caller may not know of."
        input: { LicenseArn:`,
      `        title: "Ask for the usage of a license that does not exist"
        documentation: "A read of a license that is not there, or that the caller may not know of."
        input: { Month: "2026-01", LicenseArn:`,
    ],
    [
      `structure GetLicenseUsageRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn
`,
      `structure GetLicenseUsageRequest {
    /// The license's ARN.
    @required
    LicenseArn: Arn

    /// The month to tell of, such as \`2026-01\`.
    @required
    Month: String
`,
    ],
  ],
};

export const NEW_OPERATION: ModelEdit = {
  "service.smithy": [["        GetLicense\n", "        GetBorrowTerms\n        GetLicense\n"]],
  "borrow.smithy": [["\n/// Entitlements of a checkout.\n", `${OPERATION}\n/// Entitlements of a checkout.\n`]],
};

export const NEW_ERROR: ModelEdit = {
  "borrow.smithy": [
    [
      "        NoEntitlementsAllowedException\n        RateLimitExceededException\n        RedirectException\n",
      "        NoEntitlementsAllowedException\n        OutOfHoursException\n        RateLimitExceededException\n        RedirectException\n",
    ],
  ],
  "errors.smithy": [
    ["\n/// The caller sent too many requests.\n", `${ERROR}\n/// The caller sent too many requests.\n`],
  ],
};

export const NEW_ENUM_VALUE: ModelEdit = {
  "license.smithy": [
    ["enum RenewType {\n", 'enum RenewType {\n    /// It renews every year.\n    YEARLY = "Yearly"\n\n'],
  ],
};

export const NEW_UNION: ModelEdit = borrowRequestWith(
  "    /// Who may use what is borrowed.\n    ForWhom: BorrowUsers\n",
  UNION,
);

export const TIGHTER_CONSTRAINT: ModelEdit = {
  "values.smithy": [['@length(min: 0, max: 2048)\n@pattern("^arn:', '@length(min: 0, max: 1600)\n@pattern("^arn:']],
};

export const LOOSER_CONSTRAINT: ModelEdit = {
  "license-list.smithy": [["@range(min: 1, max: 100)", "@range(min: 1, max: 500)"]],
};

export const RENAMED_SHAPE: ModelEdit = {
  "license.smithy": [
    ["    Issuer: IssuerDetails\n", "    Issuer: LicenseIssuer\n"],
    ["structure IssuerDetails {", "structure LicenseIssuer {"],
  ],
};

export const RENAMED_MEMBER: ModelEdit = {
  "borrow.smithy": [
    [
      "    /// Information about constraints on the use, which the token repeats.\n    CheckoutMetadata: MetadataList",
      "    /// Information about constraints on the use, which the token repeats.\n    Remarks: MetadataList",
    ],
  ],
};

export const REMOVED_ERROR: ModelEdit = {
  "license-version.smithy": [
    [
      `operation ListLicenseVersions {
    input: ListLicenseVersionsRequest
    output: ListLicenseVersionsResponse
    errors: [
        AccessDeniedException
`,
      `operation ListLicenseVersions {
    input: ListLicenseVersionsRequest
    output: ListLicenseVersionsResponse
    errors: [
`,
    ],
  ],
};

export const REMOVED_OPERATION: ModelEdit = {
  "service.smithy": [["        DeleteLicense\n", ""]],
  "license-deletion.smithy": null,
};

export const DOCUMENTATION: ModelEdit = {
  "borrow.smithy": [
    [
      "    /// The entitlements to borrow, each at most once.",
      "    /// What to borrow (`*/` and the like), each at most once.",
    ],
  ],
};

export const EXAMPLE: ModelEdit = {
  "borrow.smithy": [
    [
      `        documentation: "The license allows that what was borrowed comes back early."
        input: { LicenseConsumptionToken: "019c13ec9e000123456789abcdef0123" }`,
      `        documentation: "The license allows that what was borrowed comes back early."
        input: { LicenseConsumptionToken: "019c13ec9e000123456789abcdef0124" }`,
    ],
  ],
};

export const OPTIONAL_CLAIM: ModelEdit = {
  "token.smithy": [
    [
      `    @required
    @claim(format: "ZONELESS_UTC_DATE_TIME", registered: ["exp"])`,
      `    @claim(format: "ZONELESS_UTC_DATE_TIME", registered: ["exp"])`,
    ],
  ],
};

export const MEMBER_NO_LONGER_REQUIRED: ModelEdit = {
  "borrow.smithy": [[END_OF_BORROW_REQUEST, END_OF_BORROW_REQUEST.replace("    @required\n", "")]],
};

export const SERVICE_VERSION: ModelEdit = {
  "service.smithy": [['version: "2018-08-01"', 'version: "2026-01-01"']],
};

export const NEW_CLAIM: ModelEdit = {
  "token.smithy": [claimsWith("    /// The version of the license that was borrowed.\n    licenseVersion: String\n")],
};

export const NEW_REGISTERED_CLAIM: ModelEdit = {
  "token.smithy": [
    claimsWith(`    /// Whom the license was lent to.
    @claim(registered: ["sub"])
    licensee: String
`),
  ],
};

export const NEW_KIND_OF_REGISTERED_CLAIM: ModelEdit = {
  "traits.smithy": [
    [
      `    /// From when on the token must not be accepted.\n`,
      `    /// Whom the token is meant for.
    AUDIENCE = "aud"

    /// From when on the token must not be accepted.\n`,
    ],
  ],
  "token.smithy": [
    claimsWith(`    /// The product that the token is for.
    @claim(registered: ["aud"], registeredOnly: true)
    product: String
`),
  ],
};

export const NEW_TRAIT_VALUE: ModelEdit = {
  "token.smithy": [
    ['@jsonWebToken(algorithm: "PS384")', '@jsonWebToken(algorithm: "PS384", minimumModulusLength: 3072)'],
  ],
};

export const KEYWORDS: ModelEdit = {
  "token.smithy": [
    claimsWith(`    /// A keyword.
    class: String

    /// Another keyword.
    delete: Boolean

    /// What JavaScript calls every function that makes objects.
    function: String
`),
  ],
};

export const BUILT_IN_NAMES: ModelEdit = borrowRequestWith(
  "    /// Names that JavaScript has already.\n    Promise: Promise\n",
  BUILT_INS,
);

export const SECOND_SERVICE: ModelEdit = { "usage-reports.smithy": REPORTS };
