import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, createServer } from "vitepress";
import { siteContent } from "./content.ts";
import { sidebar } from "./navigation.ts";
import type { Page } from "./page.ts";

const SITE = join(import.meta.dirname, "..");
const WORKSPACE = join(SITE, "..", "..");

/** Writes all pages to `build/content` and makes the site of them in `dist`, or serves it while somebody writes. */
async function main(args: readonly string[]): Promise<void> {
  const pages = await siteContent(WORKSPACE);
  writePages(pages);
  if (args.includes("--serve")) {
    const server = await createServer(SITE);
    await server.listen();
    server.printUrls();
    return;
  }
  await build(SITE);
  console.log(`${pages.length} pages in tools/site/dist`);
}

function writePages(pages: readonly Page[]): void {
  const content = join(SITE, "build", "content");
  rmSync(content, { recursive: true, force: true });
  for (const { path, text } of pages) {
    const file = join(content, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(SITE, "build", "sidebar.json"), JSON.stringify(sidebar(pages)));
}

await main(process.argv.slice(2));
