import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM } from "../../rehearsals/src/chromium.ts";

const SITE = join(import.meta.dirname, "..");
/** What the pages look like, for people to look at. */
const SCREENSHOTS = join(SITE, "test-results", "screenshots");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One page of each kind: written, generated from the model, from a README and from doc comments. */
const PAGES = [
  "index",
  "start",
  "guides/application",
  "guides/vendor",
  "reference/checkout-borrow-license",
  "packages/client",
  "packages/license-server",
  "api/token-verification/index",
  "decisions/service-behaviour",
];
const SCREENS = [
  { screen: "desktop", width: 1280, height: 900 },
  { screen: "narrow", width: 390, height: 844 },
] as const;
const SCHEMES = ["light", "dark"] as const;

let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  server = await preview({
    root: SITE,
    configFile: false,
    build: { outDir: "dist" },
    appType: "mpa",
    preview: { host: "127.0.0.1", port: 0 },
    logLevel: "silent",
  });
  browser = await chromium.launch(CHROMIUM);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Texts whose contrast with what is behind them is below WCAG's AA. */
async function faintTexts(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: readonly { nodes: readonly { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ runOnly: ["color-contrast"] });
    return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160)));
  });
}

describe.each(SCREENS)("on a $screen screen", ({ height, screen, width }) => {
  describe.each(SCHEMES)("in %s colours", (colorScheme) => {
    it.each(PAGES)("%s can be read", async (path) => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(`${server.resolvedUrls?.local[0]}${path}.html`, { waitUntil: "networkidle" });
      await page.screenshot({ path: join(SCREENSHOTS, `${path.replaceAll("/", "-")}-${screen}-${colorScheme}.png`) });
      expect(errors).toEqual([]);
      expect(await page.getByRole("heading", { level: 1 }).first().isVisible()).toBe(true);
      const { shown, whole } = await page.evaluate(() => ({
        shown: document.documentElement.clientWidth,
        whole: document.documentElement.scrollWidth,
      }));
      expect(whole).toBeLessThanOrEqual(shown);
      expect(await faintTexts(page)).toEqual([]);
      await context.close();
    });
  });
});
