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
  dependencies: new Map([
    ["client", []],
    ["license-server", ["server-stub"]],
    ["suite", ["license-server"]],
    ["token-verification", []],
  ]),
};

function neededBumps(changes: readonly ModelChange[]): readonly PackageBump[] {
  return neededBumpsOf(changes, { before: MODEL, after: MODEL }, PACKAGES);
}

const ADDED = { shape: "com.amazonaws.licensemanager#GetLicense", breaking: false, sentence: "GetLicense is new." };
const REMOVED = { shape: "com.amazonaws.licensemanager#Old", breaking: true, sentence: "Old is gone." };
const CLAIM = { shape: "borrowlicense.token#Claims$seat", breaking: false, sentence: "Claims.seat is new." };

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
  const broken = { ...CLAIM, breaking: true };
  expect(neededBumps([broken]).map(({ name }) => name)).toEqual(["model", "token-verification"]);
});

it("asks for a version of the verification when claims change, and leaves the client alone", () => {
  expect(neededBumps([CLAIM])).toEqual([
    { name: "model", bump: "minor" },
    { name: "token-verification", bump: "minor" },
  ]);
});

it("asks for a version of the verification too when a shape changes that service and claims share", () => {
  const shared = { shape: `${SERVICE}#Arn`, breaking: false, sentence: "Arn takes more." };
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
    expect(neededBumps([{ shape, breaking: false, sentence: "It changed." }])).toEqual([
      { name: "model", bump: "minor" },
    ]);
  },
);

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

it("writes a plan that it then finds, with what breaks first", () => {
  const plan = versionPlan(neededBumps([ADDED, REMOVED]), [ADDED, REMOVED]);
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
`);
  expect(missingBumps(neededBumps([ADDED, REMOVED]), plannedBumps([plan]))).toEqual([]);
});
