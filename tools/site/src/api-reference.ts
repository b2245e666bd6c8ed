import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { entryPointsOf } from "../../rehearsals/src/entry-points.ts";
import type { Page } from "./page.ts";

/**
 * A page for each entry point of a built package, from the doc comments in its declarations.
 *
 * @param packageFolder the package's folder, with `package.json` and what was built
 * @param path the folder of the pages in the site
 */
export async function apiReference(packageFolder: string, path: string): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (const { declarations, name, specifier } of entryPointsOf(packageFolder)) {
    pages.push({ path: `${path}/${name}.md`, title: specifier, text: await entryPointPage(specifier, declarations) });
  }
  return pages;
}

async function entryPointPage(specifier: string, declarations: string): Promise<string> {
  const output = mkdtempSync(join(tmpdir(), "borrow-license-site-"));
  try {
    const application = await Application.bootstrapWithPlugins(optionsFor(specifier, declarations, output));
    const project = await application.convert();
    if (project === undefined) throw new Error(`TypeDoc could not read ${declarations}.`);
    await application.generateOutputs(project);
    if (application.logger.hasErrors()) throw new Error(`TypeDoc found errors in ${declarations}.`);
    return readFileSync(join(output, "index.md"), "utf8");
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function optionsFor(specifier: string, declarations: string, output: string): Partial<TypeDocOptions> {
  const options: Partial<TypeDocOptions & PluginOptions> = {
    name: specifier,
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: [declarations],
    tsconfig: join(import.meta.dirname, "..", "declarations.tsconfig.json"),
    readme: "none",
    out: output,
    disableSources: true,
    disableGit: true,
    excludeExternals: true,
    skipErrorChecking: true,
    // Types that validators and query builders infer are endless; a reader wants the first levels.
    maxTypeConversionDepth: 4,
    outputFileStrategy: "modules",
    entryFileName: "index",
    hideBreadcrumbs: true,
    hidePageHeader: true,
    // Names of members repeat, and the anchors that VitePress gives to headings know nothing of TypeDoc's.
    useHTMLAnchors: true,
    anchorPrefix: "api-",
    parametersFormat: "table",
    validation: { notExported: false, invalidLink: false, invalidPath: false },
    logLevel: "Warn",
  };
  return options;
}
