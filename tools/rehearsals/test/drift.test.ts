import { afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { LOOSER_CONSTRAINT } from "../src/model-edits.ts";
import { applyEdit } from "../src/rehearse.ts";
import { PNPM, RepositoryCopy } from "../src/repository-copy.ts";
import type { Outcome } from "../src/run.ts";

const copy = RepositoryCopy.at(inject("repository"));

beforeAll(() => copy.reset());
afterEach(() => copy.reset());

/** What CI runs. */
const CHECK = `${PNPM} generate:check`;

it("is what CI looks for", async () => {
  expect(await copy.read(".ci/run")).toContain("\nstep $pnpm generate:check\n");
});

it("is not there to begin with", async () => {
  const { output, status } = await copy.shell(CHECK);
  expect(output).toContain("Generated code is what the model gives.");
  expect(status).toBe(0);
});

describe.each([
  [
    "a generated file is edited",
    () => copy.edit("packages/server-stub/src/generated/checks.ts", (text) => text.replace("max: 100", "max: 101")),
    "changed: packages/server-stub/src/generated/checks.ts",
  ],
  [
    "the model is edited and nothing generated",
    () => applyEdit(copy, LOOSER_CONSTRAINT),
    "changed: packages/server-stub/src/generated/checks.ts",
  ],
  [
    "a generator is edited and nothing generated",
    () =>
      copy.edit("tools/codegen/src/token-verification/emit-profiles.ts", (text) =>
        text.replace("The smallest RSA modulus, in bits.", "The smallest modulus, in bits."),
      ),
    "changed: packages/token-verification/src/generated/profiles.ts",
  ],
])("when %s", (_what, drift, complaint) => {
  it("the check fails, names the file, and names the command that mends it", async () => {
    await drift();
    const { output, status } = await copy.shell(CHECK);
    expect(status).not.toBe(0);
    expect(output).toContain(complaint);
    const [, remedy = ""] = /^Mend it with: (.*)$/m.exec(output) ?? [];
    expect((await copy.shell(remedy)).status).toBe(0);
    expect((await copy.shell(CHECK)).status).toBe(0);
  });
});

describe("the same bytes come", () => {
  /** Compares what is committed with what is generated, without Nx, which would take its word from before. */
  async function generatesTheSame(shell: string): Promise<void> {
    const outcome: Outcome = await copy.shell(shell);
    expect(outcome.output).toContain("Generated code is what the model gives.");
    expect(outcome.status).toBe(0);
  }

  const GENERATE = "node_modules/.bin/node tools/codegen/src/pipeline/main.ts generate";
  const COMPARE = "node_modules/.bin/node tools/codegen/src/pipeline/main.ts check";

  it("when everything is generated a second time", async () => {
    expect((await copy.shell(GENERATE)).status).toBe(0);
    expect(await copy.git("status", "--porcelain")).toBe("");
  });

  it("in another time zone, language, encoding and umask, with letters beyond ASCII in the model", async () => {
    await copy.edit("model/src/borrow.smithy", (text) =>
      text.replace("/// What to borrow, and for whom.", "/// What to borrow, and for whom: İzmir, größer, 借りる."),
    );
    expect((await copy.shell(GENERATE)).status).toBe(0);
    expect(await copy.read("packages/client/src/generated/models/models_0.ts")).toContain("İzmir, größer, 借りる");
    const java = "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Kiritimati -Dfile.encoding=ISO-8859-1";
    const variables = "TZ=Pacific/Kiritimati LANG=tr_TR.ISO-8859-9 LC_ALL=POSIX";
    await generatesTheSame(`umask 077 && ${variables} JAVA_TOOL_OPTIONS="${java}" ${COMPARE}`);
  });

  it("from files that come in another order", async () => {
    const files = (await copy.git("ls-files", "model/src")).trim().split("\n");
    expect(files.length).toBeGreaterThan(8);
    // The last one comes first.
    for (const [index, file] of files.toReversed().entries()) {
      const prefix = String.fromCharCode("a".charCodeAt(0) + index);
      await copy.git("mv", file, file.replace("src/", `src/${prefix}-`));
    }
    await generatesTheSame(COMPARE);
  });

  it("below another path", async () => {
    expect(copy.folder).toMatch(/borrow license für alle/);
    await generatesTheSame(COMPARE);
  });
});
