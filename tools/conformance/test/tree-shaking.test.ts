import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, expect, it } from "vitest";
import { GENERATED, JSON_PROTOCOL } from "../src/suite.ts";

const folder = mkdtempSync(join(GENERATED, "bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

const STUB = join(GENERATED, JSON_PROTOCOL.name);

/** The code of a bundle that holds what a module needs. */
async function bundled(code: string): Promise<string> {
  const entry = join(folder, "entry.ts");
  writeFileSync(entry, code);
  const result = await build({
    configFile: false,
    logLevel: "error",
    root: folder,
    build: { write: false, minify: true, lib: { entry, formats: ["es"] } },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error("Nothing was bundled.");
  return output.output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("\n");
}

it("leaves the other operations of a large service out of a bundle of one", async () => {
  const one = await bundled(
    `import { createJsonProtocolOperationsHandler } from ${JSON.stringify(join(STUB, "service.ts"))};
     import { simpleScalarPropertiesOperation } from ${JSON.stringify(join(STUB, "operations.ts"))};
     export default createJsonProtocolOperationsHandler([simpleScalarPropertiesOperation], { simpleScalarProperties: (input) => input });`,
  );
  const all = await bundled(
    `import { createJsonProtocolHandler } from ${JSON.stringify(join(STUB, "service.ts"))};
     export default createJsonProtocolHandler({ simpleScalarProperties: (input) => input });`,
  );
  expect(one).toContain("SimpleScalarProperties");
  for (const other of ["KitchenSinkOperation", "RecursiveStruct", "GreetingWithErrors", "stringValue"]) {
    expect(one).not.toContain(other);
    expect(all).toContain(other);
  }
});
