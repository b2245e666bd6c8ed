import { readFileSync } from "node:fs";
import { join } from "node:path";
import { is, string } from "valibot";
import { describe, expect, it } from "vitest";
import type { Setting } from "./setting.js";
import { SETTING_NAMES, SETTINGS } from "./settings.js";
import { settingsTable } from "./settings-table.js";

describe("the table of settings", () => {
  it("has a line for each, with all of its names", () => {
    const table = {
      lampColor: { description: "color", placeholder: "<name>", schema: string(), remedy: "", default: "red" },
      code: { description: "secret code", schema: string(), remedy: "", secret: true as const },
    };
    expect(settingsTable(table)).toBe(
      [
        "| flag | environment | in a file | default |  |",
        "| --- | --- | --- | --- | --- |",
        "| `--lamp-color <name>` | `BORROW_LICENSE_LAMP_COLOR` | `lampColor` | `red` | color |",
        "| `--code-file <file>` | `BORROW_LICENSE_CODE`, `BORROW_LICENSE_CODE_FILE` | `code`, `codeFile` |  | secret code |",
        "",
      ].join("\n"),
    );
  });

  it("is the one in the README", () => {
    const readme = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");
    const lines = readme.split("\n");
    const missing = settingsTable(SETTINGS)
      .split("\n")
      .filter((line) => !lines.includes(line));
    expect(missing, "put these lines into the README").toEqual([]);
  });
});

describe.each(SETTING_NAMES)("the setting %s", (name) => {
  const setting = SETTINGS[name] as Setting<unknown>;

  it("has a default that it would take", () => {
    expect(setting.default === undefined || is(setting.schema, setting.default)).toBe(true);
  });

  it("has a description without a full stop, and a remedy that is a sentence", () => {
    expect(setting.description).toMatch(/[^.]$/);
    expect(setting.remedy).toMatch(/^[A-Z].*\.$/);
  });
});
