import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import type { Page } from "./page.ts";
import { sourcePage } from "./source-page.ts";

/**
 * Code, in which nothing is a link, or a link: its text, the path, and what stands behind `#`. Links to other hosts are
 * passed over.
 */
const CODE_OR_LINK = new RegExp(
  [
    /^(?<fence>`{3,}|~{3,})[\s\S]*?^\k<fence>[`~]*$/,
    /(?<!!)\[(?<label>(?:[^\]\\]|\\.)*)\]\((?!\w+:|#)(?<link>[^)#\s]+)(?<anchor>#[^)\s]*)?\)/,
    /(?<!!)\[(?:[^\]\\]|\\.)*\]\((?<own>#[^)\s]+)\)/,
    /`[^`\n]+`/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);

/** A link from a file of Markdown to another file: the path, and what stands behind `#`, if there is anything. */
export interface FileLink {
  readonly path: string;
  readonly anchor?: string;
}

/** The links of a text of Markdown to files, and to its own headings, whose path is empty. */
export function fileLinks(markdown: string): readonly FileLink[] {
  return [...markdown.matchAll(CODE_OR_LINK)].flatMap(({ groups: { link, anchor, own } = {} }) =>
    link === undefined && own === undefined
      ? []
      : [{ path: link ?? "", ...((anchor ?? own) === undefined ? {} : { anchor: (anchor ?? own ?? "").slice(1) }) }],
  );
}

/**
 * Lets the links between files of the repository lead to the pages that these files are in the site. A file that is no
 * page becomes one, which shows its source, and a folder one with all of its files. A link to what is not in the
 * repository is left as it is: it leads to a generated page, or nowhere, which VitePress finds out.
 *
 * @param workspace the repository's folder
 * @param pages the pages with their links as in the repository
 * @param generated the generated pages that say in the site what a file or folder of the repository says there
 */
export function withSiteLinks(
  workspace: string,
  pages: readonly Page[],
  generated: Readonly<Record<string, string>> = {},
): readonly Page[] {
  const bySource = new Map([
    ...pages.flatMap((page) => (page.source === undefined ? [] : [[page.source, page.path] as const])),
    ...Object.entries(generated),
  ]);
  const sources = new Map<string, Page>();

  const target = (source: string, link: string): string | undefined => {
    const file = inRepository(workspace, posix.join(posix.dirname(source), link));
    if (file === undefined) return undefined;
    const known = bySource.get(file) ?? sources.get(file)?.path;
    if (known !== undefined) return known;
    const page = sourcePage(workspace, file);
    sources.set(file, page);
    return page.path;
  };

  const linked = pages.map((page) =>
    page.source === undefined ? page : { ...page, text: relinked(page, page.source, target) },
  );
  return [...linked, ...sources.values()];
}

function relinked(page: Page, source: string, target: (source: string, link: string) => string | undefined): string {
  return page.text.replace(CODE_OR_LINK, (whole, ...rest) => {
    const { label, link, anchor = "" } = rest.at(-1) as { label?: string; link?: string; anchor?: string };
    const path = link === undefined ? undefined : target(source, link);
    return path === undefined ? whole : `[${label}](${relative(page.path, path)}${anchor})`;
  });
}

/** The file or folder behind a path of the repository. A folder with a README stands for that. */
function inRepository(workspace: string, path: string): string | undefined {
  const normal = path.replace(/\/$/, "");
  if (normal.startsWith("..") || !existsSync(join(workspace, normal))) return undefined;
  if (!statSync(join(workspace, normal)).isDirectory()) return normal;
  const readme = posix.join(normal, "README.md");
  return existsSync(join(workspace, readme)) ? readme : normal;
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}
