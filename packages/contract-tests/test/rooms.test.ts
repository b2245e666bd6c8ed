import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

type Import = readonly [path: string, module: string];

/** Every way to import a module. */
const FORMS = {
  "import * as": (module) => `import * as other from "${module}";\n\nexport { other };\n`,
  "import type": (module) => `import type { Other } from "${module}";\n\nexport type Mine = Other;\n`,
  "import for its effect": (module) => `import "${module}";\n`,
  "export from": (module) => `export { other } from "${module}";\n`,
  "export * from": (module) => `export * from "${module}";\n`,
  "import()": (module) => `export const other: unknown = await import("${module}");\n`,
  "import() as a type": (module) => `export type Mine = import("${module}").Other;\n`,
  "typeof import()": (module) => `export type Mine = typeof import("${module}");\n`,
  "import = require()": (module) => `import other = require("${module}");\n\nexport { other };\n`,
  "require()": (module) => `export const other: unknown = require("${module}");\n`,
  "createRequire()()": (module) =>
    `import { createRequire } from "node:module";\n\nexport const other: unknown = createRequire(import.meta.url)("${module}");\n`,
} satisfies Readonly<Record<string, (module: string) => string>>;
type Form = keyof typeof FORMS;

/** Lints files with one import each, at their places of the workspace, and answers which of them its rules refuse. */
function refused(imports: readonly Import[], form: Form = "import * as"): readonly boolean[] {
  const folder = mkdtempSync(join(tmpdir(), "rooms-"));
  for (const file of ["biome.json", "rooms.biome.json", "rooms.grit"])
    cpSync(join(WORKSPACE, file), join(folder, file));
  // Each in a file of its own.
  const paths = imports.map(([path], index) => path.replace("/x.", `/x${index}.`));
  paths.forEach((path, index) => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), FORMS[form](imports[index]?.[1] ?? ""));
  });
  const biome = join(WORKSPACE, "node_modules", ".bin", "biome");
  const args = ["lint", "--colors=off", "--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none"];
  const { stderr, stdout } = spawnSync(biome, args, { cwd: folder, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  const report = JSON.parse(stdout) as Report;
  if (report.summary.unchanged < paths.length) throw new Error(stderr);
  const found = report.diagnostics.filter(({ category }) => RULES.has(category));
  return paths.map((path) => found.some(({ location }) => location.path === path));
}

/** The rule on imports, and the plugin `rooms.grit` for what that does not see. */
const RULES: ReadonlySet<string> = new Set(["lint/style/noRestrictedImports", "plugin"]);

interface Report {
  /** `unchanged` counts every file that was looked at. */
  readonly summary: { readonly unchanged: number };
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
}

/** Imports that leave a room in a way that it may not. */
const REFUSED: readonly Import[] = [
  ["model/src/x.ts", "node:fs"],
  ["tools/codegen/src/x.ts", "@borrow-license/server-stub"],
  ["tools/codegen/src/x.ts", "../../../packages/server-stub/src/index.js"],
  ["tools/bench/src/x.ts", "@borrow-license/client"],
  ["tools/bench/src/x.ts", "../../../packages/client/dist/index.js"],
  ["tools/conformance/src/x.ts", "@borrow-license/license-server"],
  ["tools/conformance/test/x.ts", "../../codegen/src/main.ts"],
  ["tools/demo/src/x.ts", "@borrow-license/server-stub"],
  ["tools/demo/src/x.ts", "@borrow-license/codegen/main"],
  ["tools/release/src/x.ts", "@borrow-license/client"],
  ["tools/release/src/model-changes/x.ts", "../../../codegen/src/pipeline/smithy.ts"],
  ["tools/rehearsals/src/x.ts", "@borrow-license/codegen/pipeline/generate"],
  ["tools/rehearsals/test/x.ts", "../../codegen/src/pipeline/generate.ts"],
  ["tools/runtimes/src/x.ts", "@borrow-license/token-verification"],
  ["tools/runtimes/src/x.ts", "../../../packages/token-verification/src/index.ts"],
  ["tools/site/src/x.ts", "@borrow-license/client"],
  ["tools/site/src/x.ts", "../../release/src/publish-package.ts"],
  ["tools/consumers/src/x.ts", "@borrow-license/client"],
  ["tools/consumers/test/x.ts", "../../../packages/client/dist/index.js"],
  ["tools/consumers/examples/borrowing/x.js", "../../../../packages/client/dist/index.js"],
  ["packages/client/src/x.ts", "@borrow-license/token-verification"],
  ["packages/client/src/fetch/x.ts", "jose"],
  ["packages/client/src/fetch/x.ts", "node:crypto"],
  ["packages/client/test/x.ts", "../../server-stub/src/index.js"],
  ["packages/client/src/x.ts", "@borrow-license/bench/report"],
  ["packages/client/bench/x.ts", "@borrow-license/server-stub"],
  ["packages/server-stub/bench/x.ts", "@borrow-license/client"],
  ["packages/server-stub/src/x.ts", "@borrow-license/token-verification"],
  ["packages/server-stub/src/x.ts", "@aws-sdk/client-license-manager"],
  ["packages/server-stub/src/x.ts", "jose"],
  ["packages/server-stub/src/runtime/x.ts", "msw"],
  ["packages/server-stub/src/msw/x.ts", "node:fs"],
  ["packages/server-stub/test/x.ts", "../../client/dist/index.js"],
  ["packages/token-verification/src/x.ts", "@borrow-license/server-stub"],
  ["packages/token-verification/src/x.ts", "@smithy/types"],
  ["packages/token-verification/src/x.ts", "node:crypto"],
  ["packages/token-verification/src/issuer/x.ts", "@aws-sdk/client-kms"],
  ["packages/token-verification/test/x.ts", "@borrow-license/client"],
  ["packages/license-server/src/x.ts", "@borrow-license/client"],
  ["packages/license-server/src/x.ts", "@aws-sdk/client-license-manager"],
  ["packages/license-server/src/operations/x.ts", "../../../token-verification/src/index.js"],
  ["packages/license-server/src/cli/x.ts", "@borrow-license/codegen/main"],
  ["packages/contract-tests/src/x.ts", "@borrow-license/server-stub"],
  ["packages/contract-tests/src/x.ts", "@borrow-license/license-server"],
  ["packages/contract-tests/src/x.ts", "@aws-sdk/client-license-manager"],
  ["packages/contract-tests/test/x.ts", "../../license-server/src/index.js"],
  ["packages/contract-tests/test/x.ts", "../../../tools/demo/src/main.ts"],
];

/** Imports of another room by its place: any folder of it, from any depth. */
const BY_PLACE: readonly Import[] = [
  ["packages/server-stub/src/x.ts", "../../client/test/index.js"],
  ["packages/server-stub/src/x.ts", "../../client/bench/main.js"],
  ["packages/server-stub/src/x.ts", "../../client/src/index.js"],
  ["packages/server-stub/src/runtime/x.ts", "../../../client/dist/index.js"],
  ["packages/server-stub/src/runtime/deep/x.ts", "../../../../client/src/index.js"],
  ["packages/server-stub/src/runtime/deep/er/x.ts", "../../../../../client/src/index.js"],
  ["packages/server-stub/src/runtime/deep/er/still/x.ts", "../../../../../../client/test/index.js"],
  ["packages/license-server/test/faults/x.ts", "../../../contract-tests/test/setting/index.js"],
  ["tools/demo/src/x.ts", "../../bench/src/report.js"],
  ["tools/site/test/x.ts", "../../consumers/test/release.js"],
  ["tools/runtimes/src/deep/x.ts", "../../../site/src/build.js"],
];

/** Imports that are a room's right. */
const ACCEPTED: readonly Import[] = [
  ["tools/codegen/src/x.ts", "recheck"],
  ["tools/conformance/src/x.ts", "@borrow-license/codegen/smithy-ast/model"],
  ["tools/conformance/test/x.ts", "@borrow-license/server-stub/runtime"],
  ["tools/demo/src/x.ts", "@borrow-license/token-verification/issuer"],
  ["tools/release/src/x.ts", "@borrow-license/codegen/pipeline/smithy"],
  ["tools/runtimes/src/x.ts", "../../../packages/server-stub/dist/index.js"],
  ["tools/site/src/x.ts", "../../codegen/src/smithy-ast/model.ts"],
  ["tools/site/src/x.ts", "../../rehearsals/src/entry-points.ts"],
  ["tools/consumers/test/x.ts", "../../rehearsals/src/repository-copy.ts"],
  ["tools/consumers/examples/borrowing/x.js", "@borrow-license/client"],
  ["packages/client/src/fetch/x.ts", "@smithy/signature-v4"],
  ["packages/client/test/x.ts", "../src/index.js"],
  ["packages/client/test/deep/x.ts", "../../src/index.js"],
  ["packages/client/test/deep/er/x.ts", "../../../src/fetch/index.js"],
  ["packages/client/src/fetch/runtime/x.ts", "../../generated/fetch/index.js"],
  ["packages/client/bench/x.ts", "@borrow-license/bench/report"],
  ["packages/server-stub/bench/x.ts", "@borrow-license/bench/process-turns"],
  ["packages/token-verification/bench/x.ts", "@borrow-license/bench/statistics"],
  ["packages/license-server/bench/x.ts", "@borrow-license/bench/report"],
  ["packages/server-stub/src/node/x.ts", "node:http"],
  ["packages/server-stub/src/msw/x.ts", "msw"],
  ["packages/server-stub/src/x.test.ts", "vitest"],
  ["packages/token-verification/src/x.ts", "jose"],
  ["packages/token-verification/src/node/x.ts", "node:fs/promises"],
  ["packages/token-verification/src/issuer/aws-kms-signer.ts", "@aws-sdk/client-kms"],
  ["packages/license-server/src/x.ts", "@borrow-license/server-stub"],
  ["packages/license-server/src/x.ts", "@borrow-license/token-verification/issuer"],
  ["packages/license-server/src/signing/kms-keys.ts", "@aws-sdk/client-kms"],
  ["packages/license-server/src/cli/x.ts", "@borrow-license/client"],
  ["packages/license-server/test/faults/x.ts", "@borrow-license/client"],
  ["packages/contract-tests/src/x.ts", "@borrow-license/token-verification"],
  ["packages/contract-tests/test/x.ts", "@aws-sdk/client-license-manager"],
];

const verdicts = refused([...REFUSED, ...ACCEPTED]);

describe("the linter refuses", () => {
  it.each(REFUSED.map(([path, module], index) => [path, module, index] as const))(
    "in %s the import of %s",
    (_path, _module, index) => {
      expect(verdicts[index]).toBe(true);
    },
  );
});

describe("the linter accepts", () => {
  it.each(ACCEPTED.map(([path, module], index) => [path, module, index] as const))(
    "in %s the import of %s",
    (_path, _module, index) => {
      expect(verdicts[REFUSED.length + index]).toBe(false);
    },
  );
});

describe.each(Object.keys(FORMS) as Form[])("the linter refuses in whichever form: %s", (form) => {
  const both: readonly Import[] = [...BY_PLACE, ["packages/server-stub/src/x.ts", "@borrow-license/client"]];
  const found = refused(both, form);

  it.each(both.map(([path, module], index) => [path, module, index] as const))(
    "in %s the import of %s",
    (_path, _module, index) => {
      expect(found[index]).toBe(true);
    },
  );
});

it("refuses something in every room of CONTRIBUTING.md that holds code to import from", () => {
  const contributing = readFileSync(join(WORKSPACE, "CONTRIBUTING.md"), "utf8");
  const rooms = [...contributing.matchAll(/^\| `([a-z/-]+\/)` \|/gm)].map(([, room = ""]) => room);
  expect(rooms.length).toBeGreaterThan(10);
  const open = rooms.filter((room) => !REFUSED.some(([path]) => path.startsWith(room)));
  // Java alone, by its pom.xml.
  expect(open).toEqual(["tools/smithy/"]);
});

it("finds no dependency in a published package beyond what its room may import", () => {
  const allowed: Readonly<Record<string, RegExp>> = {
    client: /^(?:@aws-sdk|@aws-crypto|@smithy)\//,
    "server-stub": /^$/,
    "token-verification": /^jose$/,
    "contract-tests": /^(?:@borrow-license\/(?:client|token-verification)|@smithy\/.*|commander|fast-check)$/,
    "license-server": /^(?!@aws-sdk\/|@borrow-license\/(?!client$|server-stub$|token-verification$))/,
  };
  expect(Object.keys(allowed).sort()).toEqual(readdirSync(join(WORKSPACE, "packages")).sort());
  const beyond = Object.entries(allowed).flatMap(([name, pattern]) => {
    const manifest = JSON.parse(readFileSync(join(WORKSPACE, "packages", name, "package.json"), "utf8"));
    const dependencies = Object.keys((manifest as { dependencies?: Record<string, string> }).dependencies ?? {});
    return dependencies.filter((dependency) => !pattern.test(dependency)).map((dependency) => `${name}: ${dependency}`);
  });
  expect(beyond).toEqual([]);
});
