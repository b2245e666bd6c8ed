import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, LinkState } from "linkinator";
import { expect, it } from "vitest";
import { PACKAGES } from "../src/content.ts";

const SITE = join(import.meta.dirname, "..");
const DIST = join(SITE, "dist");
const WORKSPACE = join(SITE, "..", "..");

/** The operations of the model, by what its own files say. */
const OPERATIONS = [
  "check-in-license",
  "checkout-borrow-license",
  "checkout-license",
  "create-license",
  "create-license-version",
  "delete-license",
  "extend-license-consumption",
  "get-license",
  "get-license-usage",
  "list-licenses",
  "list-license-versions",
];

it("has no link that leads nowhere, anchors included", async () => {
  const { links } = await check({
    path: DIST,
    recurse: true,
    cleanUrls: true,
    checkFragments: true,
    // What other hosts have cannot be seen from here.
    linksToSkip: async (link) => !link.startsWith("http://localhost") && !link.startsWith("http://127.0.0.1"),
  });
  expect(links.length).toBeGreaterThan(100);
  const broken = links.filter(({ state }) => state === LinkState.BROKEN);
  expect(broken.map(({ url, parent, status }) => `${parent} -> ${url} (${status})`)).toEqual([]);
});

it.each(OPERATIONS)("has the reference of %s, with its syntax, parameters, errors", (operation) => {
  const html = readFileSync(join(DIST, "reference", `${operation}.html`), "utf8");
  for (const id of ["request-syntax", "request-parameters", "response-syntax", "response-elements", "errors"]) {
    expect(html).toContain(`id="${id}"`);
  }
});

it.each(PACKAGES)("has the page of %s, and a page for each of its entry points", (name) => {
  const { exports } = JSON.parse(readFileSync(join(WORKSPACE, "packages", name, "package.json"), "utf8")) as {
    readonly exports: Readonly<Record<string, string | object>>;
  };
  expect(existsSync(join(DIST, "packages", `${name}.html`))).toBe(true);
  const entryPoints = Object.keys(exports).filter((subpath) => subpath !== "./package.json");
  for (const subpath of entryPoints) {
    const page = subpath === "." ? "index" : subpath.slice(2).replaceAll("/", "-");
    expect(existsSync(join(DIST, "api", name, `${page}.html`)), subpath).toBe(true);
  }
});

it("shows nothing that a template was to fill in, and no broken markup of pages", () => {
  const html = readFileSync(join(DIST, "reference", "checkout-borrow-license.html"), "utf8");
  expect(html).not.toContain("undefined");
  expect(html).toContain("AWSLicenseManager.CheckoutBorrowLicense");
});
