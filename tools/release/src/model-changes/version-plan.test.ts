import { expect, it } from "vitest";
import { missingBumps, neededBumps, plannedBumps, versionPlan } from "./version-plan.ts";

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
  expect(neededBumps([REMOVED, ADDED]).map(({ bump }) => bump)).toEqual(["major", "major", "major"]);
});

it("asks for a version of the verification when claims change, and leaves the client alone", () => {
  expect(neededBumps([CLAIM])).toEqual([
    { name: "model", bump: "minor" },
    { name: "token-verification", bump: "minor" },
  ]);
});

it("misses a plan that is not there or that asks for too little", () => {
  const planned = plannedBumps(["---\nclient: major\nmodel: patch\n---\n\nText.\n", '---\n"model": minor\n---\n']);
  expect(missingBumps(neededBumps([REMOVED]), planned)).toEqual([
    { name: "model", bump: "major" },
    { name: "server-stub", bump: "major" },
  ]);
  expect(
    missingBumps(
      neededBumps([REMOVED]),
      plannedBumps(["---\r\nclient: major\r\nmodel: major\r\nserver-stub: major\r\n---\r\n"]),
    ),
  ).toEqual([]);
});

it("writes a plan that it then finds, with what breaks first", () => {
  const plan = versionPlan(neededBumps([ADDED, REMOVED]), [ADDED, REMOVED]);
  expect(plan).toBe(`---
client: major
model: major
server-stub: major
---

The model changed:

- **Breaking:** Old is gone.
- GetLicense is new.
`);
  expect(missingBumps(neededBumps([ADDED, REMOVED]), plannedBumps([plan]))).toEqual([]);
});
