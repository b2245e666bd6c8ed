import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Smithy } from "@borrow-license/codegen/pipeline/smithy";
import { beforeAll, expect, it } from "vitest";
import type { Ast } from "../src/model-changes/ast-difference.ts";
import { parseDiffEvents } from "../src/model-changes/diff-event.ts";
import { type ModelChange, modelChanges } from "../src/model-changes/model-change.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");
const MODEL = readFileSync(join(import.meta.dirname, "model", "seats.smithy"), "utf8");

type Edit = readonly [before: string, after: string];

/** What an edit comes to. "implementers": it breaks those who implement the service, and is an addition to others. */
type Outcome = "nothing" | "patch" | "minor" | "major" | "implementers";

/** An edit of the model above, what it comes to and why. */
const EDITS: readonly (readonly [title: string, outcome: Outcome, reason: string, ...edits: readonly Edit[]])[] = [
  // Texts.
  ["documentation", "patch", "comments of types", ["/// Tells of a seat.", "/// Tells of one seat."]],
  ["an example", "patch", "contract tests", ['input: { Id: "aa", ', 'input: { Id: "bb", ']],
  ["a title", "patch", "documentation", ['@title("Seats")', '@title("Many Seats")']],
  ["@tags", "patch", "nothing is filtered by tags", ["@readonly", '@readonly\n@tags(["a"])']],
  ["@since", "patch", "documentation", ["@readonly", '@readonly\n@since("2")']],
  [
    "the order of members",
    "nothing",
    "they travel by name",
    [
      "    /// Of what name.\n    @required\n    Name: String\n\n    /// In other places.\n    Pets: Pets\n",
      "    /// In other places.\n    Pets: Pets\n\n    /// Of what name.\n    @required\n    Name: String\n",
    ],
  ],
  [
    "the order of values",
    "nothing",
    "they travel by name",
    [
      "    /// It stays.\n    FIXED\n\n    /// It moves.\n    LOOSE\n",
      "    /// It moves.\n    LOOSE\n\n    /// It stays.\n    FIXED\n",
    ],
  ],

  // Additions.
  ["a member", "minor", "nobody has to send it", ["    Pets: Pets\n", "    Pets: Pets\n\n    Cars: String\n"]],
  ["a value of an enum", "minor", "Smithy's own class", ["    LOOSE\n", "    LOOSE\n\n    LOST\n"]],
  [
    "an operation",
    "implementers",
    "nobody has to call it, and the service's type asks for it",
    ["        OldSeat\n    ]", "        OldSeat\n        NewSeat\n    ]"],
    [
      "/// Which seat.\n@input\nstructure OldSeatRequest",
      "operation NewSeat {}\n\n/// Which seat.\n@input\nstructure OldSeatRequest",
    ],
  ],
  ["an error", "minor", "callers handle unknown errors", ["        NoSeat\n", "        NoSeat\n        Busy\n"]],
  [
    "an error of the service",
    "minor",
    "the same",
    ["        Busy\n    ]\n}", "        Busy\n        NoSeat\n    ]\n}"],
  ],
  ["@deprecated", "minor", "it works as before", ["@readonly", "@readonly\n@deprecated"]],
  ["@sensitive", "minor", "logs alone", ["string FreeId", "@sensitive\nstring FreeId"]],
  ["@internal", "minor", "nothing filters by it", ["string FreeId", "@internal\nstring FreeId"]],
  ["@unstable", "minor", "a word of warning", ["@readonly", "@readonly\n@unstable"]],
  [
    "@paginated",
    "minor",
    "one more function",
    ["@readonly", '@readonly\n@paginated(inputToken: "NextToken", outputToken: "NextToken")'],
  ],
  [
    "@idempotencyToken",
    "minor",
    "who sends it goes on",
    ["    @length(max: 5)\n", "    @length(max: 5)\n    @idempotencyToken\n"],
  ],
  ["@retryable", "minor", "clients try again", ['@error("server")', '@error("server")\n@retryable']],

  // What is required.
  [
    "@required on a request's member",
    "major",
    "requests without it are refused",
    ["    Count: Integer", "    @required\n    Count: Integer"],
  ],
  [
    "@required on an answer's member",
    "major",
    "answers without it are refused",
    ["    Since: Timestamp", "    @required\n    Since: Timestamp"],
  ],
  [
    "no @required on a request's member",
    "implementers",
    "the service's type has undefined, callers' has it already",
    ["    @required\n    Id: Id", "    Id: Id"],
  ],
  [
    "no @required on an answer's member",
    "major",
    "ChangedNullability.RemovedRequiredTrait",
    ["    @required\n    Name: String\n\n    /// Whose.", "    Name: String\n\n    /// Whose."],
  ],
  [
    "no @required on an answer's structure",
    "major",
    "the types here are not those that Smithy's warning has in mind",
    ["    @required\n    Owner: Owner\n\n    /// Since", "    Owner: Owner\n\n    /// Since"],
  ],
  [
    "no @required on a nested member",
    "major",
    "ChangedNullability.RemovedRequiredTrait",
    ["    /// Of what name.\n    @required\n", "    /// Of what name.\n"],
  ],
  [
    "no @required on a claim",
    "major",
    "readers of tokens get undefined",
    ["    @required\n    seat: Id", "    seat: Id"],
  ],
  [
    "no @required on a claim that is a structure",
    "major",
    "the same",
    ["    @required\n    owner: Owner", "    owner: Owner"],
  ],
  [
    "@clientOptional",
    "major",
    "ChangedNullability.AddedClientOptionalTrait",
    [
      "    @required\n    Name: String\n\n    /// In",
      "    @required\n    @clientOptional\n    Name: String\n\n    /// In",
    ],
  ],
  [
    "a new member that is required",
    "major",
    "AddedRequiredMember",
    ["    Pets: Pets\n", "    Pets: Pets\n\n    @required\n    Cars: String\n"],
  ],
  [
    "no @input",
    "major",
    "ChangedNullability.RemovedInputTrait",
    ["@input\nstructure GetSeatRequest", "structure GetSeatRequest"],
  ],

  // Defaults.
  ["a default", "major", "ChangedDefault", ["    Count: Integer", "    Count: Integer = 2"]],
  [
    "a default of @addedDefault",
    "minor",
    "whoever left it out still may",
    ["    Count: Integer", "    @addedDefault\n    Count: Integer = 2"],
  ],
  ["another default", "major", "ChangedDefault", ['Kind = "FIXED"', 'Kind = "LOOSE"']],
  ["no default", "major", "ChangedDefault", [' = "FIXED"', ""]],

  // Constraints.
  ["a wider length", "minor", "what passed passes", ["@length(min: 1, max: 10)", "@length(min: 1, max: 20)"]],
  ["a tighter length", "major", "what passed may be refused", ["@length(min: 1, max: 10)", "@length(min: 2, max: 10)"]],
  ["a new length", "major", "the same, though Smithy says note", ["string FreeId", "@length(max: 3)\nstring FreeId"]],
  ["no range", "minor", "what passed passes", ["    @range(min: 1, max: 10)\n", ""]],
  ["another pattern", "major", "nobody can tell", ['"^[a-z]+$"', '"^[a-z0-9]+$"']],
  ["@uniqueItems", "major", "what passed may be refused", ["list FreeIds", "@uniqueItems\nlist FreeIds"]],
  [
    "a constraint of a list's member",
    "major",
    "what passed may be refused",
    ["    member: FreeId", "    @length(max: 3)\n    member: FreeId"],
  ],
  [
    "a target with constraints",
    "major",
    "what passed may be refused, though Smithy calls it compatible",
    ["    @length(max: 5)\n    Row: String", "    @length(max: 5)\n    Row: Id"],
  ],
  [
    "a target without constraints",
    "minor",
    "what passed passes",
    ["    @required\n    Id: Id", "    @required\n    Id: FreeId"],
  ],
  ["a list of a target without constraints", "minor", "what passed passes", ["    Others: Ids", "    Others: FreeIds"]],
  ["a target of another type", "major", "ChangedMemberTarget", ["    Since: Timestamp", "    Since: String"]],
  ["@sparse", "major", "elements may be null", ["list FreeIds", "@sparse\nlist FreeIds"]],

  // The wire.
  ["the name in signatures", "major", "signatures are refused", ['sigv4(name: "seats")', 'sigv4(name: "seat")']],
  ["no @sigv4", "major", "requests need no signature, or another", ['@aws.auth#sigv4(name: "seats")\n', ""]],
  [
    "another way to authenticate",
    "major",
    "clients may choose it",
    ["@aws.protocols#awsJson1_1", "@aws.protocols#awsJson1_1\n@httpBearerAuth"],
  ],
  [
    "an operation without authentication",
    "major",
    "not known to be harmless",
    ["@readonly", "@readonly\n@optionalAuth"],
  ],
  ["another protocol", "major", "the content type", ["@aws.protocols#awsJson1_1", "@aws.protocols#awsJson1_0"]],
  [
    "a second protocol",
    "major",
    "clients may choose it",
    ["@aws.protocols#awsJson1_1", "@aws.protocols#awsJson1_1\n@aws.protocols#awsJson1_0"],
  ],
  ["the service's version", "major", "no event of Smithy's", ['version: "2026-01-01"', 'version: "2027-01-01"']],
  ["the service's name", "major", "X-Amz-Target", ["service Seats", "service Chairs"]],
  ["the SDK's identifier", "major", "names of clients", ['sdkId: "Seats"', 'sdkId: "Chairs"']],
  ["the prefix of endpoints", "major", "where requests go", ['endpointPrefix: "seats"', 'endpointPrefix: "chairs"']],
  ["the XML namespace", "major", "the wire of XML", ["example.com/seats", "example.com/chairs"]],
  ["@jsonName", "major", "the wire", ["    Count: Integer", '    @jsonName("count")\n    Count: Integer']],
  ["@xmlName", "major", "the wire of XML", ["    Count: Integer", '    @xmlName("count")\n    Count: Integer']],
  [
    "@timestampFormat",
    "major",
    "the wire",
    ["    Since: Timestamp", '    @timestampFormat("date-time")\n    Since: Timestamp'],
  ],
  ["@mediaType", "major", "types of clients", ["string FreeId", '@mediaType("text/plain")\nstring FreeId']],
  ["@endpoint", "major", "where requests go", ["@readonly", '@readonly\n@endpoint(hostPrefix: "a.")']],
  ["the status of an error", "major", "TraitBreakingChange", ["@httpError(404)", "@httpError(410)"]],
  [
    "whose fault an error is",
    "major",
    "TraitBreakingChange",
    ['@error("client")\n@httpError(404)', '@error("server")\n@httpError(504)'],
  ],
  ["the code of an error", "major", "no event of severity", ['code: "NoSeat"', 'code: "NoChair"']],
  [
    "no code of an error",
    "major",
    "no event of severity",
    ['@aws.protocols#awsQueryError(code: "NoSeat", httpResponseCode: 404)\n', ""],
  ],
  ["no @retryable traits but no @idempotent", "major", "callers rely on it", ["@idempotent\n", ""]],
  ["no @readonly", "major", "callers rely on it", ["@readonly\n", ""]],
  [
    "@requestCompression",
    "major",
    "not known to be harmless",
    ["@readonly", '@readonly\n@requestCompression(encodings: ["gzip"])'],
  ],
  ["@openEnum", "major", "its definition says so", ["enum Kind", "@borrowlicense.traits#openEnum\nenum Kind"]],
  [
    "the error for constraints",
    "major",
    "another error is answered",
    ["constraintError(NoSeat)", "constraintError(Busy)"],
  ],
  ["a claim's form", "major", "tokens", ['registered: ["exp"]', 'registered: ["exp", "nbf"]']],
  [
    "what tokens are signed with",
    "major",
    "keys are refused",
    ['jsonWebToken(algorithm: "PS384")', 'jsonWebToken(algorithm: "PS384", minimumModulusLength: 3072)'],
  ],

  // Removals and renames.
  ["no member", "major", "RemovedShape", ["    /// In other places.\n    Pets: Pets\n", ""]],
  ["a member's other name", "major", "RemovedShape", ["    Pets: Pets", "    Animals: Pets"]],
  ["no value of an enum", "major", "RemovedShape", ["    /// It moves.\n    LOOSE\n", ""]],
  ["a value's other spelling", "major", "TraitBreakingChange", ["    LOOSE\n", '    LOOSE = "loose"\n']],
  ["no operation", "major", "RemovedOperationBinding", ["        OldSeat\n    ]", "    ]"]],
  [
    "no error",
    "major",
    "code does not compile",
    ["    output: OldSeatResponse\n    errors: [\n        Busy\n    ]\n}", "output: OldSeatResponse\n}"],
  ],
  ["no error of the service", "major", "code does not compile", ["    errors: [\n        Busy\n    ]\n}", "}"]],
  [
    "a structure's other name",
    "major",
    "types are named",
    ["structure Owner", "structure Holder"],
    ["    @required\n    Owner: Owner", "    @required\n    Owner: Holder"],
    ["    Owner: Owner\n\n    /// Where", "    Owner: Holder\n\n    /// Where"],
    ["    owner: Owner", "    owner: Holder"],
  ],
  ["another type", "major", "ChangedShapeType", ["    value: Integer", "    value: String"]],
  ["another answer", "major", "ChangedOperationOutput", ["    output: OldSeatResponse\n", ""]],
];

const changesOf = new Map<string, readonly ModelChange[]>();

/** All edits in one comparison, each in a namespace of its own, because starting Smithy takes seconds. */
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "model-edits-"));
  const models = { before: join(folder, "before"), after: join(folder, "after") };
  for (const model of Object.values(models)) {
    mkdirSync(model);
    cpSync(join(WORKSPACE, "model", "src", "traits.smithy"), join(model, "traits.smithy"));
  }
  EDITS.forEach(([, , , ...edits], index) => {
    const name = `edit${index}`;
    const model = MODEL.replace("namespace example.seats", `namespace ${name}`);
    writeFileSync(join(models.before, `${name}.smithy`), model);
    writeFileSync(join(models.after, `${name}.smithy`), edits.reduce(edited, model));
  });
  const smithy = new Smithy(WORKSPACE);
  const asts = { before: ownShapes(smithy.ast(models.before)), after: ownShapes(smithy.ast(models.after)) };
  for (const change of modelChanges(parseDiffEvents(smithy.diff(models.before, models.after)), asts)) {
    const [namespace = ""] = change.shape.split("#", 1);
    changesOf.set(namespace, [...(changesOf.get(namespace) ?? []), change]);
  }
  rmSync(folder, { recursive: true });
});

function edited(text: string, [before, after]: Edit): string {
  if (!text.includes(before)) throw new Error(`The model does not have: ${before}`);
  return text.replace(before, () => after);
}

function ownShapes(ast: string): Ast {
  const { shapes } = JSON.parse(ast) as Ast;
  return { shapes: Object.fromEntries(Object.entries(shapes).filter(([id]) => /^(?:edit\d+|borrowlicense)/.test(id))) };
}

it.each(EDITS.map(([title, outcome, reason], index) => [title, outcome, reason, index] as const))(
  "%s: %s (%s)",
  (_title, outcome, _reason, index) => {
    expect(outcomeOf(changesOf.get(`edit${index}`) ?? [])).toBe(outcome);
  },
);

it("finds nothing where nothing was edited", () => {
  expect([...changesOf.keys()].filter((namespace) => !namespace.startsWith("edit"))).toEqual([]);
});

function outcomeOf(changes: readonly ModelChange[]): Outcome {
  const breaking = changes.filter(({ bump }) => bump === "major");
  if (breaking.length > 0) {
    return breaking.every(({ breaksImplementersOnly }) => breaksImplementersOnly === true) ? "implementers" : "major";
  }
  if (changes.some(({ bump }) => bump === "minor")) return "minor";
  return changes.length > 0 ? "patch" : "nothing";
}
