import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { Smithy } from "../../codegen/src/pipeline/smithy.ts";
import { referenceTarget } from "../../codegen/src/reference/reference-target.ts";
import { Model } from "../../codegen/src/smithy-ast/model.ts";
import { parseAst } from "../../codegen/src/smithy-ast/parse-ast.ts";
import { apiReference } from "./api-reference.ts";
import { withSiteLinks } from "./links.ts";
import { firstHeading, type Page } from "./page.ts";

/** The packages that people install, in the order in which navigation shows them. */
export const PACKAGES: readonly string[] = [
  "client",
  "token-verification",
  "server-stub",
  "license-server",
  "contract-tests",
];

/** What readers of the repository find in the model, whose reference the site has. */
const REFERENCE = {
  "model/src": "reference/index.md",
  "model/src/borrow.smithy": "reference/checkout-borrow-license.md",
};

/** The pages that are generated: from the model, and from the packages' doc comments. They take a while. */
export async function generatedPages(workspace: string): Promise<readonly Page[]> {
  const api: Page[] = [];
  for (const name of PACKAGES) api.push(...(await apiReference(join(workspace, "packages", name), `api/${name}`)));
  return [...operationPages(workspace), ...api];
}

/** All pages of the site: what is written in `docs` and the packages' READMEs, as it is now, and what is generated. */
export function siteContent(workspace: string, generated: readonly Page[]): readonly Page[] {
  const written = [
    ...documentPages(workspace),
    ...packagePages(workspace),
    filePage(workspace, "CONTRIBUTING.md", "contributing.md"),
  ];
  return withSiteLinks(workspace, [...written, ...generated], REFERENCE);
}

/** Everything below `docs`, at the same path. A folder's README is its first page. */
function documentPages(workspace: string): readonly Page[] {
  const files = readdirSync(join(workspace, "docs"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".md"))
    .sort();
  return files.map((file) => filePage(workspace, `docs/${file}`, file.replace(/README\.md$/, "index.md")));
}

function packagePages(workspace: string): readonly Page[] {
  return [...PACKAGES.map((name) => `packages/${name}`), "model"].map((folder) =>
    filePage(workspace, `${folder}/README.md`, `packages/${posix.basename(folder)}.md`),
  );
}

function filePage(workspace: string, source: string, path: string): Page {
  const text = readFileSync(join(workspace, source), "utf8");
  return { path, source, text, title: firstHeading(text) };
}

/** The reference of operations, from the model. */
function operationPages(workspace: string): readonly Page[] {
  const model = new Model(parseAst(new Smithy(workspace).ast()));
  return referenceTarget
    .generate(model, new Map())
    .map(({ path, text }) => ({ path: `reference/${path}`, text, title: firstHeading(text) }));
}
