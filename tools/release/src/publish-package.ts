import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

/**
 * Publishes one package, as `nx release publish` asks for it: `publish-package.ts <folder> [--dryRun] [--registry url]
 * [--tag name] [--otp code]`. A version that the registry has already is left alone, so a release that stopped half-way
 * can be repeated.
 *
 * `pnpm publish --recursive` packs, which puts versions in place of `workspace:` and `catalog:` references.
 *
 * What is published says where it was built, by provenance (https://docs.npmjs.com/generating-provenance-statements).
 * Where there is no service that vouches for that, nothing is published, unless NPM_CONFIG_PROVENANCE is `false`.
 */
const { positionals, values } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  // Nx hands over more than this program needs.
  strict: false,
  options: {
    dryRun: { type: "boolean" },
    registry: { type: "string" },
    tag: { type: "string" },
    otp: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new TypeError("Give the folder of the package to publish.");

const passedOn = (["registry", "tag", "otp"] as const).flatMap((name) =>
  typeof values[name] === "string" ? [`--${name}=${values[name]}`] : [],
);
const args = ["publish", "--recursive", "--filter", `./${folder}`, "--no-git-checks", "--access=public", ...passedOn];
if (values["dryRun"] === true) args.push("--dry-run");
// pnpm asks for it by this flag alone, whatever publishConfig and the environment say.
else if (process.env["NPM_CONFIG_PROVENANCE"] !== "false") args.push("--provenance");
execFileSync("npx", ["--yes", "pnpm@12.21.0", ...args], { stdio: "inherit" });
