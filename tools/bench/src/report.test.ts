import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableLine } from "./report.ts";

const RESULT = { name: "call: ours", value: 12, unit: "calls/s", baseline: "theirs", ratio: 1.5 };

describe("a line of the table", () => {
  it.each([
    [{}, ""],
    [{ goal: 1.5 }, "goal 1.5 met"],
    [{ goal: 1.51 }, "goal 1.51 missed"],
    [{ limit: 1.5 }, "limit 1.5 kept"],
    [{ limit: 1.49 }, "limit 1.49 exceeded"],
    [{ goal: 1, limit: 2 }, "1 to 2 met"],
    [{ goal: 1.6, limit: 2 }, "1.6 to 2 missed"],
    [{ valueLimit: 12 }, "limit 12 calls/s kept"],
    [{ valueLimit: 11.9 }, "limit 11.9 calls/s exceeded"],
    [
      { goal: 1, valueLimit: 12, verdicts: ["ahead of hers met"] },
      "goal 1 met, limit 12 calls/s kept, ahead of hers met",
    ],
    [{ goal: 1, verdicts: ["ahead of hers met"] }, "goal 1 met, ahead of hers met"],
  ])("with %o ends with %j", (bounds, end) => {
    expect(
      tableLine({ ...RESULT, ...bounds })
        .split("of theirs")[1]
        ?.trim(),
    ).toBe(end);
  });
});

describe("a benchmark's command", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bench-report-"));
    const report = pathToFileURL(join(import.meta.dirname, "report.ts")).href;
    const part = (name: string): string =>
      `["${name}", () => [{ name: "${name}", value: 1, unit: "s", baseline: "b", ratio: 2, goal: 1 }]]`;
    const program = `import { runBenchmarks } from "${report}";\nawait runBenchmarks("medians", new Map([${part("one")}, ${part("two")}]));\n`;
    writeFileSync(join(folder, "main.mjs"), program);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): readonly [number | null, string] {
    const { NX_TASK_TARGET_PROJECT: _, ...rest } = process.env;
    const env = { ...rest, ...variables };
    const result = spawnSync(process.execPath, ["main.mjs", ...args], { cwd: folder, encoding: "utf8", env });
    return [result.status, result.stdout + result.stderr];
  }

  it("runs the part that it names, and keeps what it found", () => {
    const [status, printed] = run(["two"]);
    expect(status).toBe(0);
    expect(printed).toMatch(/^two .* 1 s +2\.000 {2}of b {2}goal 1 met$/m);
    expect(printed).not.toMatch(/^one /m);
    expect(readFileSync(join(folder, "bench-results.jsonl"), "utf8")).toBe(
      '{"name":"two","value":1,"unit":"s","baseline":"b","ratio":2}\n',
    );
  });

  it("refuses a part that it does not have, and names those that it has", () => {
    const [status, printed] = run(["three"]);
    expect(status).toBe(1);
    expect(printed).toContain("There is no benchmark three here. Choose one of one, two.");
  });

  it("lets a part pass that it does not have where Nx asks all packages for it", () => {
    const [status, printed] = run(["three"], { NX_TASK_TARGET_PROJECT: "client" });
    expect(status).toBe(0);
    expect(printed).toBe("There is no benchmark three here. Choose one of one, two.\n");
  });
});
