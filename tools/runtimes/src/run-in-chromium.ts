import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import type { Outcome } from "./portable-cases.ts";

/** The browser itself is the machine's: npm has none. */
const EXECUTABLE = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

const OPTIONS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page in which the packages' imports have names as in Node.js. */
const PAGE = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<script type="importmap">{"imports":{"jose":"/node_modules/jose/dist/webapi/index.js"}}</script>`;

/** Runs the cases in a page that a server on this machine has, with a profile that is thrown away. */
export async function runInChromium(packageFolder: string, script: string): Promise<Outcome> {
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const server = await serve(packageFolder);
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: EXECUTABLE,
      headless: true,
      args: OPTIONS,
    });
    return await outcomeIn(context, server, script).finally(() => context.close());
  } finally {
    server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

async function outcomeIn(context: BrowserContext, server: Server, script: string): Promise<Outcome> {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const outcome = await page.evaluate(`import("/${script}").then((module) => module.outcome)`);
  return outcome as Outcome;
}

/** Serves a page, and the package's scripts. */
async function serve(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const isScript = path.endsWith(".js");
    const body = path === "/" ? PAGE : isScript ? await readFile(join(folder, path)).catch(() => undefined) : undefined;
    response.writeHead(body === undefined ? 404 : 200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
