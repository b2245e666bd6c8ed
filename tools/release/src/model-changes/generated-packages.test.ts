import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generatedPackages } from "./generated-packages.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..", "..");
const SERVICE = "com.amazonaws.licensemanager#AWSLicenseManager";

const { dependencies, generatedFrom, implementing } = generatedPackages(WORKSPACE);

it("finds what each package's code is generated from", () => {
  expect(Object.fromEntries(generatedFrom)).toEqual({
    client: SERVICE,
    "contract-tests": SERVICE,
    "server-stub": SERVICE,
    "token-verification": "tokens",
  });
});

it("finds the package by which a service is implemented", () => {
  expect([...implementing]).toEqual(["server-stub"]);
});

it("finds every package that has generated code", () => {
  const packages = join(WORKSPACE, "packages");
  const folders = readdirSync(packages).filter((name) =>
    readdirSync(join(packages, name, "src")).includes("generated"),
  );
  expect([...generatedFrom.keys()].sort()).toEqual(folders.sort());
});

it("finds what each package needs of the others when it is used", () => {
  expect(Object.fromEntries(dependencies)).toEqual({
    client: [],
    "contract-tests": ["client", "token-verification"],
    "license-server": ["client", "server-stub", "token-verification"],
    "server-stub": [],
    "token-verification": [],
  });
});
