import { randomUUID } from "node:crypto";
import type { JsonObject } from "../server/exchange.js";
import { BrokenClause, type TriedClause } from "../suite/clause.js";
import { dateIn, objectIn, objectsIn, type Trial, textOf } from "../suite/trial.js";

/** An ARN of no license. */
export const UNKNOWN_LICENSE: string = `arn:aws:license-manager::000000000000:license:l-${"0".repeat(32)}`;

export const LICENSES: readonly TriedClause[] = [
  {
    id: "license.create",
    sentence: 'CreateLicense answers the ARN, the status AVAILABLE and the version "1".',
    async check(trial) {
      const output = await trial.succeeds("CreateLicense", trial.licenseInput());
      expectMembers(output, { Status: "AVAILABLE", Version: "1" }, "CreateLicense");
      if (typeof output["LicenseArn"] !== "string") throw new BrokenClause("CreateLicense answers no LicenseArn.");
    },
  },
  {
    id: "license.create-idempotent",
    sentence:
      "The same CreateLicense request with the same ClientToken creates nothing more and is answered as before.",
    async check(trial) {
      const input = trial.licenseInput();
      const first = await trial.prepares("CreateLicense", input);
      textOf(first, "LicenseArn");
      const second = await trial.succeeds("CreateLicense", input);
      expectMembers(second, first, "The repeated CreateLicense");
    },
  },
  {
    id: "license.create-token-reuse",
    sentence: "Another CreateLicense request with a ClientToken that was used gets InvalidParameterValueException.",
    async check(trial) {
      const input = trial.licenseInput();
      await trial.prepares("CreateLicense", input);
      await trial.refuses("CreateLicense", { ...input, LicenseName: "Other" }, "InvalidParameterValueException");
    },
  },
  {
    id: "license.create-duplicate-entitlement",
    sentence: "A license with the same entitlement twice gets InvalidParameterValueException.",
    async check(trial) {
      const twice = [1, 2].map((MaxCount) => ({ Name: "seats", Unit: "Count", MaxCount }));
      await trial.refuses(
        "CreateLicense",
        trial.licenseInput({ Entitlements: twice }),
        "InvalidParameterValueException",
      );
    },
  },
  {
    id: "license.create-validity",
    sentence: "A license whose validity ends before it begins gets InvalidParameterValueException.",
    async check(trial) {
      const Validity = { Begin: dateIn(20), End: dateIn(10) };
      await trial.refuses("CreateLicense", trial.licenseInput({ Validity }), "InvalidParameterValueException");
    },
  },
  {
    id: "license.get",
    sentence: "GetLicense answers the license as it was created.",
    async check(trial) {
      const {
        ClientToken: _,
        HomeRegion,
        Issuer,
        ...terms
      } = trial.licenseInput({
        LicenseMetadata: [{ Name: "order", Value: "Grüße, 世界 🚀" }],
      });
      const input = { ...terms, HomeRegion, Issuer, ClientToken: randomUUID() };
      const LicenseArn = textOf(await trial.prepares("CreateLicense", input), "LicenseArn");
      const License = objectIn(await trial.succeeds("GetLicense", { LicenseArn }), "License");
      expectMembers(License, { ...terms, LicenseArn, HomeRegion, Version: "1" }, "GetLicense");
    },
  },
  {
    id: "license.get-unknown",
    sentence: "GetLicense and GetLicenseUsage of a license that does not exist get InvalidParameterValueException.",
    async check(trial) {
      for (const operation of ["GetLicense", "GetLicenseUsage"]) {
        await trial.refuses(operation, { LicenseArn: UNKNOWN_LICENSE }, "InvalidParameterValueException");
      }
    },
  },
  {
    id: "license.version",
    sentence: 'CreateLicenseVersion answers the version "2", and GetLicense answers either version as it is.',
    async check(trial) {
      const LicenseArn = await trial.license();
      const output = await trial.succeeds(
        "CreateLicenseVersion",
        version(trial, LicenseArn, { LicenseName: "Second" }),
      );
      expectMembers(output, { LicenseArn, Version: "2" }, "CreateLicenseVersion");
      for (const [Version, LicenseName] of [
        ["1", "Contract test"],
        ["2", "Second"],
      ]) {
        const License = objectIn(await trial.succeeds("GetLicense", { LicenseArn, Version }), "License");
        expectMembers(License, { Version, LicenseName }, `GetLicense of version ${Version}`);
      }
    },
  },
  {
    id: "license.version-conflict",
    sentence: "CreateLicenseVersion with a SourceVersion that is not the latest one gets ConflictException.",
    async check(trial) {
      const LicenseArn = await trial.license();
      await trial.prepares("CreateLicenseVersion", version(trial, LicenseArn));
      await trial.refuses(
        "CreateLicenseVersion",
        version(trial, LicenseArn, { SourceVersion: "1" }),
        "ConflictException",
      );
    },
  },
  {
    id: "license.versions-listed",
    sentence:
      "ListLicenseVersions lists the latest version first, as many as MaxResults in a page, and NextToken leads on.",
    async check(trial) {
      const LicenseArn = await trial.license();
      await trial.prepares("CreateLicenseVersion", version(trial, LicenseArn));
      const found = await pages(trial, "ListLicenseVersions", { LicenseArn, MaxResults: 1 });
      const versions = found.map((license) => license["Version"]);
      if (versions.join() !== "2,1") {
        throw new BrokenClause(`ListLicenseVersions listed the versions ${versions.join(", ")}; they are 2, 1.`);
      }
    },
  },
  {
    id: "license.listed",
    sentence: "ListLicenses finds a license by each of its filters and by its ARN, page by page.",
    async check(trial) {
      const Beneficiary = `Contract tests ${randomUUID()}`;
      const arns = [await trial.license({ Beneficiary }), await trial.license({ Beneficiary })].sort();
      const queries = [{ Filters: [{ Name: "Beneficiary", Values: [Beneficiary] }] }, { LicenseArns: arns }];
      for (const query of queries) {
        const found = await pages(trial, "ListLicenses", { ...query, MaxResults: 1 });
        const listed = found.map(({ LicenseArn }) => String(LicenseArn)).sort();
        if (listed.join() !== arns.join()) {
          throw new BrokenClause(`ListLicenses by ${Object.keys(query)} listed ${listed.join(", ") || "nothing"}.`);
        }
      }
    },
  },
  {
    id: "license.delete",
    sentence: "DeleteLicense deletes a license at once where nothing is checked out; it can be borrowed no more.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const output = await trial.succeeds("DeleteLicense", { LicenseArn, SourceVersion: "1" });
      expectMembers(output, { Status: "DELETED" }, "DeleteLicense");
      await trial.refuses("CheckoutBorrowLicense", trial.borrowInput(LicenseArn), "ResourceNotFoundException");
    },
  },
  {
    id: "license.delete-conflict",
    sentence: "DeleteLicense with a SourceVersion that is not the latest one gets ConflictException.",
    async check(trial) {
      const LicenseArn = await trial.license();
      await trial.prepares("CreateLicenseVersion", version(trial, LicenseArn));
      await trial.refuses("DeleteLicense", { LicenseArn, SourceVersion: "1" }, "ConflictException");
    },
  },
];

/** A next version of a license, with the terms of the first. */
export function version(trial: Trial, LicenseArn: string, change: object = {}): object {
  const { Beneficiary: _, ProductSKU: __, ...terms } = trial.licenseInput();
  return { ...terms, LicenseArn, Status: "AVAILABLE", ...change };
}

/** How many pages are asked for at most. */
const MOST_PAGES = 10;

async function pages(trial: Trial, operation: string, input: object): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  let NextToken: unknown;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const output = await trial.succeeds(operation, { ...input, ...(NextToken === undefined ? {} : { NextToken }) });
    const licenses = objectsIn(output, "Licenses");
    if (licenses.length > 1) throw new BrokenClause(`${operation} with MaxResults 1 answered ${licenses.length}.`);
    found.push(...licenses);
    NextToken = output["NextToken"];
    if (NextToken === undefined || NextToken === null) return found;
  }
  throw new BrokenClause(`${operation} came to no end after ${MOST_PAGES} pages.`);
}

/** Fails unless the members of an answer are these. Others may be there. */
export function expectMembers(found: object, expected: object, subject: string): void {
  for (const [name, value] of Object.entries(expected)) {
    const actual = (found as Record<string, unknown>)[name];
    if (!holds(actual, value)) {
      throw new BrokenClause(
        `${subject} answers ${name} ${JSON.stringify(actual) ?? "nowhere"}; it should be ${JSON.stringify(value)}.`,
      );
    }
  }
}

/** Whether a value has everything that another one has. */
function holds(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return actual === expected;
  if (typeof actual !== "object" || actual === null) return false;
  const isSameLength = !Array.isArray(expected) || (actual as unknown[]).length === expected.length;
  return (
    isSameLength &&
    Object.entries(expected).every(([name, value]) => holds((actual as Record<string, unknown>)[name], value))
  );
}
