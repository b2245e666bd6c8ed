/** How this repository's texts call pnpm: it need not be installed, and is the version that `package.json` names. */
export const PNPM = "npx pnpm@12.21.0";
