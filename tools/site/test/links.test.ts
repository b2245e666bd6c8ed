import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withSiteLinks } from "../src/links.ts";

let workspace: string;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), "borrow-license-links-"));
  mkdirSync(join(workspace, "docs"));
  mkdirSync(join(workspace, "packages", "client"), { recursive: true });
  mkdirSync(join(workspace, "examples", "one"), { recursive: true });
  writeFileSync(join(workspace, "docs", "start.md"), "");
  writeFileSync(join(workspace, "packages", "client", "README.md"), "");
  writeFileSync(join(workspace, "examples", "one", "main.ts"), "const a = `b`;\n");
});
afterAll(() => rmSync(workspace, { recursive: true }));

const client = { path: "packages/client.md", title: "client", text: "", source: "packages/client/README.md" };

function start(text: string): readonly { readonly path: string; readonly text: string }[] {
  return withSiteLinks(workspace, [{ path: "start.md", title: "Start", text, source: "docs/start.md" }, client]);
}

it("leads a link to a README, or to its folder, to the page that it is", () => {
  expect(start("[`c`](../packages/client/README.md#errors) [d](../packages/client)")[0]?.text).toBe(
    "[`c`](./packages/client.md#errors) [d](./packages/client.md)",
  );
});

it("shows a file, or a folder of files, that is no page by itself", () => {
  const pages = start("[one](../examples/one/main.ts) [all](../examples/one)");
  expect(pages[0]?.text).toBe("[one](./sources/examples/one/main-ts.md) [all](./sources/examples/one.md)");
  expect(pages.map(({ path }) => path)).toEqual([
    "start.md",
    "packages/client.md",
    "sources/examples/one/main-ts.md",
    "sources/examples/one.md",
  ]);
  expect(pages[3]?.text).toBe("# one\n\n`examples/one/main.ts`\n\n````ts\nconst a = `b`;\n````\n");
});

it("leaves code, other hosts, anchors and generated pages alone", () => {
  const text =
    "`[a](../packages/client)` [b](https://example.com) [c](#d) [e](reference/index.md)\n\n```md\n[f](../packages/client)\n```";
  expect(start(text)[0]?.text).toBe(text);
});

it("leads a link to what a generated page says in the site to that page", () => {
  const [page] = withSiteLinks(
    workspace,
    [{ path: "start.md", title: "Start", text: "[all](../examples)", source: "docs/start.md" }],
    { examples: "reference/index.md" },
  );
  expect(page?.text).toBe("[all](./reference/index.md)");
});
