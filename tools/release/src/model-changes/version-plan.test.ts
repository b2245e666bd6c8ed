import { expect, it } from "vitest";
import type { Ast } from "./ast-difference.ts";
import type { GeneratedPackages } from "./generated-packages.ts";
import type { ModelChange } from "./model-change.ts";
import {
  missingBumps,
  neededBumps as neededBumpsOf,
  type PackageBump,
  plannedBumps,
  versionPlan,
} from "./version-plan.ts";

const SERVICE = "com.amazonaws.licensemanager";

/** A service with an operation, and a token with a claim of one of the service's shapes. */
const MODEL: Ast = {
  shapes: {
    [`${SERVICE}#AWSLicenseManager`]: {
      type: "service",
      operations: [{ target: `${SERVICE}#GetLicense` }, { target: `${SERVICE}#Old` }],
    },
    [`${SERVICE}#GetLicense`]: { type: "operation", output: { target: `${SERVICE}#License` } },
    [`${SERVICE}#Old`]: { type: "operation" },
    [`${SERVICE}#License`]: { type: "structure", members: { Arn: { target: `${SERVICE}#Arn` } } },
    [`${SERVICE}#Arn`]: { type: "string" },
    "borrowlicense.token#Claims": {
      type: "structure",
      traits: { "borrowlicense.traits#jsonWebToken": {} },
      members: { seat: { target: `${SERVICE}#Arn` } },
    },
    "borrowlicense.traits#jsonWebToken": { type: "structure" },
    [`${SERVICE}#Reports`]: { type: "service" },
  },
};

const PACKAGES: GeneratedPackages = {
  generatedFrom: new Map([
    ["client", `${SERVICE}#AWSLicenseManager`],
    ["server-stub", `${SERVICE}#AWSLicenseManager`],
    ["token-verification", "tokens"],
  ]),
  implementing: new Set(["server-stub"]),
  dependencies: new Map([
    ["client", []],
    ["license-server", ["server-stub"]],
    ["suite", ["license-server"]],
    ["token-verification", []],
  ]),
};

function neededBumps(changes: readonly ModelChange[], changedCode: readonly string[] = []): readonly PackageBump[] {
  return neededBumpsOf(changes, { before: MODEL, after: MODEL }, PACKAGES, new Set(changedCode));
}

const ADDED: ModelChange = {
  shape: "com.amazonaws.licensemanager#GetLicense",
  bump: "minor",
  sentence: "GetLicense is new.",
};
const REMOVED: ModelChange = { shape: "com.amazonaws.licensemanager#Old", bump: "major", sentence: "Old is gone." };
const CLAIM: ModelChange = { shape: "borrowlicense.token#Claims$seat", bump: "minor", sentence: "Claims.seat is new." };

it("asks for a minor version of what is generated from the service when something is added to it", () => {
  expect(neededBumps([ADDED])).toEqual([
    { name: "client", bump: "minor" },
    { name: "model", bump: "minor" },
    { name: "server-stub", bump: "minor" },
  ]);
});

it("asks for a major version when anything breaks, whatever else is added", () => {
  expect(neededBumps([REMOVED, ADDED])).toEqual([
    { name: "client", bump: "major" },
    { name: "license-server", bump: "major" },
    { name: "model", bump: "major" },
    { name: "server-stub", bump: "major" },
    { name: "suite", bump: "major" },
  ]);
});

it("asks for a major version of what depends on a package in which something breaks, and of nothing else", () => {
  const broken: ModelChange = { ...CLAIM, bump: "major" };
  expect(neededBumps([broken]).map(({ name }) => name)).toEqual(["model", "token-verification"]);
});

it("asks for a version of the verification when claims change, and leaves the client alone", () => {
  expect(neededBumps([CLAIM])).toEqual([
    { name: "model", bump: "minor" },
    { name: "token-verification", bump: "minor" },
  ]);
});

it("asks for a version of the verification too when a shape changes that service and claims share", () => {
  const shared: ModelChange = { shape: `${SERVICE}#Arn`, bump: "minor", sentence: "Arn takes more." };
  expect(neededBumps([shared]).map(({ name }) => name)).toEqual([
    "client",
    "model",
    "server-stub",
    "token-verification",
  ]);
});

it.each(["borrowlicense.traits#jsonWebToken", `${SERVICE}#Reports`])(
  "asks for a version of the model alone when %s changes, from which nothing is generated",
  (shape) => {
    expect(neededBumps([{ shape, bump: "minor", sentence: "It changed." }])).toEqual([
      { name: "model", bump: "minor" },
    ]);
  },
);

it("asks for a patch of the model and of the packages whose code a text is part of, and of no other", () => {
  const text: ModelChange = { ...ADDED, bump: "patch", sentence: "The documentation of GetLicense changed." };
  expect(neededBumps([text], ["client"])).toEqual([
    { name: "client", bump: "patch" },
    { name: "model", bump: "patch" },
  ]);
});

it("asks for a major version of the implementers' package alone, and of what depends on it, when others can go on", () => {
  const optional: ModelChange = { ...REMOVED, breaksImplementersOnly: true };
  expect(neededBumps([optional])).toEqual([
    { name: "client", bump: "minor" },
    { name: "license-server", bump: "major" },
    { name: "model", bump: "major" },
    { name: "server-stub", bump: "major" },
    { name: "suite", bump: "major" },
  ]);
});

it("asks for a major version of what was generated anew when a shape breaks that is known to be in no package", () => {
  const service: ModelChange = { shape: `${SERVICE}#Renamed`, bump: "major", sentence: "Renamed is gone." };
  expect(neededBumps([service], ["token-verification"])).toEqual([
    { name: "model", bump: "major" },
    { name: "token-verification", bump: "major" },
  ]);
});

it("misses a plan that is not there or that asks for too little", () => {
  const planned = plannedBumps(["---\nclient: major\nmodel: patch\n---\n\nText.\n", '---\n"model": minor\n---\n']);
  const needed = ["client", "model", "server-stub"].map((name): PackageBump => ({ name, bump: "major" }));
  expect(missingBumps(needed, planned)).toEqual([
    { name: "model", bump: "major" },
    { name: "server-stub", bump: "major" },
  ]);
  const inWindows = plannedBumps(["---\r\nclient: major\r\nmodel: major\r\nserver-stub: major\r\n---\r\n"]);
  expect(missingBumps(needed, inWindows)).toEqual([]);
});

it("writes a plan that it then finds, with what breaks first, texts last and each sentence once", () => {
  const title: ModelChange = { ...ADDED, bump: "patch", sentence: "The title of AWSLicenseManager changed." };
  const plan = versionPlan(neededBumps([ADDED, REMOVED]), [title, ADDED, title, REMOVED]);
  expect(plan).toBe(`---
client: major
license-server: major
model: major
server-stub: major
suite: major
---

The model changed:

- **Breaking:** Old is gone.
- GetLicense is new.
- The title of AWSLicenseManager changed.
`);
  expect(missingBumps(neededBumps([ADDED, REMOVED]), plannedBumps([plan]))).toEqual([]);
});

it("keeps what people wrote into a plan that is there already, and adds what it does not say yet", () => {
  const existing = `---
docs: patch
client: minor
---

The model changed, for those who lend by the hour:

- GetLicense is new. It spares a call of ListLicenses.
`;
  expect(versionPlan([{ name: "client", bump: "major" }], [ADDED, REMOVED], existing)).toBe(`---
client: major
docs: patch
---

The model changed, for those who lend by the hour:

- GetLicense is new. It spares a call of ListLicenses.
- **Breaking:** Old is gone.
`);
});

it("does not change a plan that says everything", () => {
  const bumps = neededBumps([ADDED, REMOVED]);
  const plan = versionPlan(bumps, [ADDED, REMOVED]);
  expect(versionPlan(bumps, [ADDED, REMOVED], plan)).toBe(plan);
});

it("warns those who implement the service of what breaks nobody else", () => {
  const optional: ModelChange = { ...REMOVED, breaksImplementersOnly: true };
  expect(versionPlan([], [optional])).toContain("- **Breaking where the service is implemented:** Old is gone.\n");
});
