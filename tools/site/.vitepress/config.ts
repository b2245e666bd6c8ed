import { readFileSync } from "node:fs";
import { join } from "node:path";
import { slug } from "github-slugger";
import { type DefaultTheme, defineConfig, type UserConfig } from "vitepress";

const SIDEBAR = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "build", "sidebar.json"), "utf8"),
) as DefaultTheme.SidebarItem[];

const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><text y="14" font-size="14">🔑</text></svg>';

const config: UserConfig<DefaultTheme.Config> = defineConfig({
  title: "borrow-license",
  description: "Software licences borrowed for offline use: client, server and verification from one Smithy model.",
  lang: "en",
  // A key, without a file of its own.
  head: [["link", { rel: "icon", href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }]],
  srcDir: "build/content",
  outDir: "dist",
  cacheDir: "build/cache",
  cleanUrls: true,
  // A link that leads nowhere fails the build; addresses of local servers are not ours to check.
  ignoreDeadLinks: [/^https?:\/\/(?:localhost|127\.0\.0\.1)/],
  // Headings have the anchors that they have where the repository is read.
  markdown: {
    // The usual themes are too faint for WCAG 2.2, 1.4.3.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    anchor: { slugify: slug },
    languageAlias: { smithy: "typescript" },
  },
  themeConfig: {
    nav: [
      { text: "Start", link: "/start" },
      { text: "Guides", link: "/guides/application", activeMatch: "^/guides/" },
      { text: "Operations", link: "/reference/", activeMatch: "^/reference/" },
      { text: "Packages", link: "/packages/client", activeMatch: "^/(?:packages|api)/" },
    ],
    sidebar: SIDEBAR,
    outline: [2, 3],
    search: { provider: "local" },
  },
});

export default config;
