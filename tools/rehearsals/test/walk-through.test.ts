import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Block, blocksOfSection, commandsOf } from "../src/document.ts";
import { PNPM, RepositoryCopy } from "../src/repository-copy.ts";

const copy = RepositoryCopy.at(inject("repository"));

let document: string;
let blocks: readonly Block[];

beforeAll(async () => {
  await copy.reset();
  document = await copy.read("CONTRIBUTING.md");
  blocks = blocksOfSection(document, "## Change the model");
});

describe.each([
  // As this repository is until its first release: there is no model to compare with, and nothing else is planned.
  { state: "before the first release", planned: [], before: unreleased },
  { state: "after a release", planned: [".nx/version-plans/model.md"], before: () => Promise.resolve() },
])("CONTRIBUTING.md walks through a change of the model that works as it says", ({ state, planned, before }) => {
  let start: string;

  beforeAll(async () => {
    await copy.reset();
    start = (await copy.git("rev-parse", "HEAD")).trim();
    await before();
  });
  // What the section commits is taken back too.
  afterAll(async () => {
    await copy.git("reset", "--quiet", "--hard", start);
    await copy.reset();
  });

  it(`${state}`, async () => {
    let printed = "";
    for (const { language, text } of blocks) {
      if (language === "diff") {
        await copy.write("node_modules/.walk-through.diff", text);
        await copy.git("apply", "--recount", "node_modules/.walk-through.diff");
      } else if (language === "sh") {
        for (const line of text.trim().split("\n")) {
          const { output, status } = await copy.shell(line);
          expect(`${line}: ${status}`, output).toBe(`${line}: 0`);
          printed = output;
        }
      } else {
        expect(language).toBe("text");
        expect(printed).toBe(text);
      }
    }
    expect(blocks.map(({ language }) => language)).toEqual(["diff", "sh", "text", "diff", "sh", "sh", "sh"]);
    expect(await copy.git("status", "--porcelain")).toBe("");
    const committed = await copy.git("show", "--name-only", "--format=", "HEAD");
    expect(committed.trim().split("\n")).toEqual([
      ...planned,
      "model/src/token.smithy",
      "packages/token-verification/api/index.api.md",
      "packages/token-verification/api/issuer.api.md",
      "packages/token-verification/api/node.api.md",
      "packages/token-verification/src/generated/readers.ts",
      "packages/token-verification/src/generated/structures.ts",
      "packages/token-verification/src/generated/writers.ts",
      "packages/token-verification/test/token-layout.test.ts",
    ]);
    for (const plan of planned) expect(await copy.read(plan)).toContain("- BorrowTokenClaims.licenseVersion is new.\n");
    // It installs, builds and checks everything, from nothing.
  }, 600_000);
});

/** Before the first release there is a plan for it, and no model of a release. */
async function unreleased(): Promise<void> {
  await copy.git("rm", "--quiet", "model/released.json");
  const { release } = JSON.parse(await copy.read("nx.json")) as {
    readonly release: { readonly projects: readonly string[] };
  };
  const versions = release.projects.map((name) => `${name}: major\n`).join("");
  await copy.write(".nx/version-plans/first-release.md", `---\n${versions}---\n\nThe first release.\n`);
  await copy.commit("chore: go back before the first release");
}

describe("before the first release", () => {
  beforeAll(async () => {
    await copy.reset();
    await unreleased();
  });
  afterAll(async () => {
    await copy.git("reset", "--quiet", "--hard", "HEAD~1");
    await copy.reset();
  });

  it("model:check passes, and says why, where plans release every package", async () => {
    const { output, status } = await copy.shell(`${PNPM} model:check`);
    expect(output).toContain("Nothing was released yet");
    expect(output).toContain("Version plans release every package.");
    expect(status).toBe(0);
  });

  it("model:check fails where no plan releases a package, and names it", async () => {
    await copy.edit(".nx/version-plans/first-release.md", (text) => text.replace("client: major\n", ""));
    const { output, status } = await copy.shell(`${PNPM} model:check`);
    expect(output).toContain("No version plan releases client.");
    expect(status).not.toBe(0);
  });
});

describe("every command of CONTRIBUTING.md is run", () => {
  /** Where each is run that the section above does not have, and what that place says. */
  const ELSEWHERE: Readonly<Record<string, readonly [file: string, text: string]>> = {
    // It serves until somebody stops it. What it serves is built by the same program.
    "--dir tools/site dev": ["tools/site/package.json", '"build": "node src/build.ts"'],
    "--filter @borrow-license/server-stub test": [".ci/run", "step $pnpm test\n"],
    "--filter @borrow-license/token-verification run test-mutation claims": [
      "tools/rehearsals/test/walk-through.test.ts",
      "run test-mutation none",
    ],
    check: [".ci/run", "step $pnpm check\n"],
    "exec nx release --dry-run --skip-publish": [
      "tools/consumers/test/release.test.ts",
      '("exec", "nx", "release", "--dry-run", "--skip-publish")',
    ],
    "exec nx release --skip-publish": [
      "tools/consumers/test/release.test.ts",
      '("exec", "nx", "release", "--skip-publish")',
    ],
    "exec nx release plan": ["tools/rehearsals/test/walk-through.test.ts", "exec nx release plan minor"],
    "exec nx release publish": ["tools/consumers/src/published-packages.ts", '"exec", "nx", "release", "publish"'],
    "model:check": [".ci/run", "step $pnpm model:check\n"],
    "model:plan": ["tools/consumers/test/release.test.ts", '"model:plan"'],
    "release:check": [".ci/run", "step $pnpm release:check\n"],
    site: ["tools/site/project.json", '"dependsOn": ["build-site"]'],
    test: [".ci/run", "step $pnpm test\n"],
    "test:consumers": [".ci/run", "step $pnpm test:consumers\n"],
    "test:model-changes": [".ci/run", "step $pnpm test:model-changes\n"],
    "test:rehearsals": [".ci/run", "step $pnpm test:rehearsals\n"],
  };

  it("by the section itself, by CI or by a test", async () => {
    const walked = new Set(blocks.flatMap(({ language, text }) => (language === "sh" ? text.split("\n") : [])));
    const others = commandsOf(document, "npx pnpm@12.21.0").filter(
      (command) => !walked.has(`npx pnpm@12.21.0 ${command}`),
    );
    expect(others.filter((command) => !Object.hasOwn(ELSEWHERE, command))).toEqual([]);
    for (const command of others) {
      const [file, text] = ELSEWHERE[command] ?? ["", ""];
      expect(await copy.read(file), `${file} is where ${command} is run`).toContain(text);
    }
  });

  it("and none of them is taken for a command of pnpm's own", async () => {
    const { scripts } = JSON.parse(await copy.read("package.json")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const { output } = await copy.shell(`${PNPM} help --all`);
    const commands = [...output.matchAll(/^ {2}([a-z-]+) .*?(?:\[alias(?:es)?: (.*)\])?$/gm)].flatMap(
      ([, name = "", aliases = ""]) => [name, ...aliases.split(", ")],
    );
    expect(commands).toEqual(expect.arrayContaining(["install", "docs", "home"]));
    // pnpm's own runs the script.
    expect(Object.keys(scripts).filter((name) => commands.includes(name))).toEqual(["test"]);
  });

  it("the mutation tests of a part, which take minutes, as far as finding their program and the part", async () => {
    const { output, status } = await copy.shell(
      `${PNPM} --filter @borrow-license/token-verification run test-mutation none`,
    );
    expect(output).toMatch(/No part none\. The parts are (?:.*, )?claims\b/);
    expect(status).not.toBe(0);
  });

  it("nx release plan, with answers to what it asks", async () => {
    const answers = '--projects=license-server --message="Starts faster."';
    const { output, status } = await copy.shell(
      `npx pnpm@12.21.0 exec nx release plan minor ${answers} --only-touched=false`,
    );
    expect(output).toContain("Starts faster.");
    expect(status).toBe(0);
    await copy.reset();
  });
});
