import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import GithubSlugger from "github-slugger";
import { describe, expect, it } from "vitest";
import { fileLinks } from "../src/links.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

/** What people read in the repository. Reports of API Extractor and snapshots of generators are for reviews. */
const FILES = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: WORKSPACE,
  encoding: "utf8",
})
  .trim()
  .split("\n")
  .filter((file) => !/\.api\.md$|^tools\/codegen\/test\//.test(file) && existsSync(join(WORKSPACE, file)));

/** The anchors of a file's headings, as GitHub and other hosts make them. */
function anchorsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(join(WORKSPACE, file), "utf8").replace(/^(`{3,})[\s\S]*?^\1`*$/gm, "");
  const slugger = new GithubSlugger();
  const headings = [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) =>
    heading.replace(/`|\*\*/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"),
  );
  return new Set(headings.map((heading) => slugger.slug(heading)));
}

/** What is wrong with a link of a file, as the repository stands. */
function fault(file: string, path: string, anchor: string | undefined): string | undefined {
  const target = path === "" ? file : posix.join(posix.dirname(file), path);
  if (path.startsWith("/") || target.startsWith("..")) return "leads out of the repository";
  if (!existsSync(join(WORKSPACE, target))) return "leads nowhere";
  if (anchor === undefined) return undefined;
  if (statSync(join(WORKSPACE, target)).isDirectory()) return "has an anchor in a folder";
  return target.endsWith(".md") && !anchorsOf(target).has(anchor) ? "has an anchor that is no heading" : undefined;
}

describe("as the repository is read, without the site,", () => {
  it.each(FILES)("%s has no link that leads nowhere", (file) => {
    const links = fileLinks(readFileSync(join(WORKSPACE, file), "utf8"));
    const broken = links.flatMap(({ anchor, path }) => {
      const found = fault(file, path, anchor);
      return found === undefined ? [] : [`${path}${anchor === undefined ? "" : `#${anchor}`} ${found}`];
    });
    expect(broken).toEqual([]);
  });

  it("there are links to look at", () => {
    const all = FILES.flatMap((file) => fileLinks(readFileSync(join(WORKSPACE, file), "utf8")));
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(({ anchor }) => anchor !== undefined).length).toBeGreaterThan(2);
  });
});
