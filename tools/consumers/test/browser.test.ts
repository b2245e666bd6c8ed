import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { CHROMIUM } from "../../rehearsals/src/chromium.ts";
import { ExampleProject } from "../src/example-project.ts";

let project: ExampleProject;
let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  project = await ExampleProject.install("browser", inject("registryUrl"));
  await project.run("npm", ["run", "build"]);
  server = await preview({
    root: project.folder,
    configFile: join(project.folder, "vite.config.js"),
    preview: { host: "127.0.0.1", port: 0 },
    logLevel: "silent",
  });
  browser = await chromium.launch(CHROMIUM);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await project?.remove();
});

it("borrows through msw's service worker and verifies the token in Chromium", async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(server.resolvedUrls?.local[0] ?? "");
  const status = page.getByRole("status");
  await status.filter({ hasNotText: "Borrowing" }).waitFor();
  expect(errors).toEqual([]);
  expect(await status.textContent()).toBe("Borrowed: 2 seats");
});
