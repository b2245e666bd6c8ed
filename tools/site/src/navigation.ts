import type { DefaultTheme } from "vitepress";
import type { Page } from "./page.ts";

type Item = DefaultTheme.SidebarItem;

/** Groups of the sidebar: a heading, and the pages whose path begins so, in this order. */
const GROUPS: readonly { readonly text: string; readonly pages: readonly string[]; readonly collapsed?: boolean }[] = [
  { text: "Start", pages: ["start.md", "examples.md"] },
  {
    text: "Guides",
    pages: ["guides/application.md", "guides/vendor.md", "guides/test-author.md", "guides/contract-owner.md"],
  },
  { text: "Background", pages: ["security.md", "protocol.md"] },
  { text: "Operations", pages: ["reference/"] },
  { text: "Packages", pages: ["packages/"] },
  { text: "API of the packages", pages: ["api/"], collapsed: true },
  { text: "Decisions", pages: ["decisions/"], collapsed: true },
  { text: "Contributing", pages: ["contributing.md"] },
];

/** The sidebar. Every page is in it but the first one, and those that only show a file. */
export function sidebar(pages: readonly Page[]): readonly Item[] {
  return GROUPS.map(({ text, pages: starts, collapsed }) => ({
    text,
    ...(collapsed === undefined ? {} : { collapsed }),
    items: starts.flatMap((start) =>
      pages
        .filter(({ path }) => path.startsWith(start))
        .sort(indexFirst)
        .map(item),
    ),
  }));
}

function item({ path, title }: Page): Item {
  return {
    text: path.startsWith("reference/index") ? "Overview" : title,
    link: `/${path.replace(/(?:index)?\.md$/, "")}`,
  };
}

function indexFirst(left: Page, right: Page): number {
  const isIndex = ({ path }: Page) => (path.endsWith("/index.md") ? 0 : 1);
  return isIndex(left) - isIndex(right);
}
