import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, createServer } from "vitepress";
import { generatedPages, PACKAGES, siteContent } from "./content.ts";
import { sidebar } from "./navigation.ts";
import type { Page } from "./page.ts";
import { writeChanged } from "./write-changed.ts";
import { onWrittenChange } from "./written-change.ts";

const SITE = join(import.meta.dirname, "..");
const WORKSPACE = join(SITE, "..", "..");
const CONTENT = join(SITE, "build", "content");
/** What was generated last. */
const GENERATED = join(SITE, "build", "generated.json");

/** Writes all pages to `build/content` and makes the site of them in `dist`, or serves it while somebody writes. */
async function main(args: readonly string[]): Promise<void> {
  const generated = args.includes("--serve") ? await lastGeneratedPages() : await freshGeneratedPages();
  const write = (): number => {
    const pages = siteContent(WORKSPACE, generated);
    for (const { path, text } of pages) writeChanged(join(CONTENT, path), text);
    writeChanged(join(SITE, "build", "sidebar.json"), JSON.stringify(sidebar(pages)));
    return pages.length;
  };

  rmSync(CONTENT, { recursive: true, force: true });
  const count = write();
  if (args.includes("--serve")) {
    const server = await createServer(SITE, portOf(args));
    await server.listen();
    server.printUrls();
    onWrittenChange(WORKSPACE, PACKAGES, write);
    return;
  }
  await build(SITE);
  console.log(`${count} pages in tools/site/dist`);
}

async function freshGeneratedPages(): Promise<readonly Page[]> {
  const pages = await generatedPages(WORKSPACE);
  writeChanged(GENERATED, JSON.stringify(pages));
  return pages;
}

/** Who writes a page does not wait for those that a build has made before. */
async function lastGeneratedPages(): Promise<readonly Page[]> {
  return existsSync(GENERATED)
    ? (JSON.parse(readFileSync(GENERATED, "utf8")) as readonly Page[])
    : await freshGeneratedPages();
}

/** `--port` and what follows it. */
function portOf(args: readonly string[]): { readonly port?: number } {
  const index = args.indexOf("--port");
  return index === -1 ? {} : { port: Number(args[index + 1]) };
}

await main(process.argv.slice(2));
