import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ExampleProject } from "../src/example-project.ts";
import { type RegistryPackage, registryPackage } from "../src/registry-package.ts";

describe("the model in the registry", () => {
  let published: RegistryPackage;
  beforeAll(async () => {
    published = await registryPackage(inject("registryUrl"), "@borrow-license/model");
  });

  it("holds the Smithy files, the AST and nothing else", () => {
    const allowed = /^(src\/[a-z-]+\.smithy|dist\/model\.json|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(published.files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(published.files).toEqual(expect.arrayContaining(["LICENSE", "src/service.smithy", "dist/model.json"]));
  });

  it("has every shape of this project in its AST, and none of Smithy's or AWS's", () => {
    const { smithy, shapes } = JSON.parse(published.read("dist/model.json"));
    expect(smithy).toBe("2.0");
    expect(shapes["com.amazonaws.licensemanager#CheckoutBorrowLicense"].type).toBe("operation");
    const namespaces = new Set(Object.keys(shapes).map((id) => id.split("#")[0]));
    expect([...namespaces].sort()).toEqual([
      "borrowlicense.token",
      "borrowlicense.traits",
      "com.amazonaws.licensemanager",
    ]);
  });
});

describe("a project that generates something else from the model", () => {
  let project: ExampleProject;
  beforeAll(async () => {
    project = await ExampleProject.install("openapi", inject("registryUrl"));
    const classpath = join(project.folder, "classpath.txt");
    await project.run("mvn", ["-q", "-B", "dependency:build-classpath", `-Dmdep.outputFile=${classpath}`]);
    const cli = ["-cp", (await readFile(classpath, "utf8")).trim(), "software.amazon.smithy.cli.SmithyCli"];
    await project.run("java", [...cli, "build", "--discover", "--output", "out"]);
  });
  afterAll(() => project?.remove());

  it("gets an OpenAPI description with paths, members and constraints", async () => {
    const file = join(project.folder, "out", "source", "openapi", "AWSLicenseManager.openapi.json");
    const { components, openapi, paths } = JSON.parse(await readFile(file, "utf8"));
    expect(openapi).toBe("3.1.0");
    expect(Object.keys(paths)).toHaveLength(11);
    expect(paths["/checkout-borrow-license"].post.operationId).toBe("CheckoutBorrowLicense");
    expect(components.schemas.CheckoutBorrowLicenseRequestContent.required).toEqual([
      "ClientToken",
      "DigitalSignatureMethod",
      "Entitlements",
      "LicenseArn",
    ]);
    expect(components.schemas.CheckoutBorrowLicenseRequestContent.properties.ClientToken).toMatchObject({
      maxLength: 2048,
      pattern: "^\\S+$",
    });
  });
});
