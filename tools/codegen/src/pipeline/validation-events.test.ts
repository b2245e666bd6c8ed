import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { builtEvents, fatalEvents } from "./validation-events.ts";

const HEADER = '"severity","id","shape","file","line","column","message","hint","suppressionReason"';

describe("validation events that stop generation", () => {
  it.each(["WARNING", "DANGER", "ERROR"])("are those of severity %s", (severity) => {
    const event = `"${severity}","Undocumented","a#B","b.smithy",7,1,"Document this shape.","",""`;
    expect(fatalEvents(`${HEADER}\n${event}\n`)).toEqual([event]);
  });

  it.each(["NOTE", "SUPPRESSED"])("are not those of severity %s", (severity) => {
    expect(fatalEvents(`${HEADER}\n"${severity}","Undocumented","a#B","b.smithy",7,1,"ERROR","",""\n`)).toEqual([]);
  });

  it("are none where nothing was found", () => {
    expect(fatalEvents("")).toEqual([]);
  });
});

describe("validation events of a build that went through", () => {
  it("are told with their severity, place and message, suppressed ones and notes left out", () => {
    const output = mkdtempSync(join(tmpdir(), "validation-events-"));
    onTestFinished(() => rmSync(output, { recursive: true }));
    const event = { filename: "b.smithy", line: 7, column: 1, message: "Document this shape." };
    const validationEvents = [
      { ...event, severity: "WARNING", id: "Undocumented", shapeId: "a#B" },
      { ...event, severity: "SUPPRESSED", id: "Undocumented", shapeId: "a#C" },
      { ...event, severity: "NOTE", id: "Undocumented", shapeId: "a#D" },
    ];
    mkdirSync(join(output, "source", "build-info"), { recursive: true });
    writeFileSync(
      join(output, "source", "build-info", "smithy-build-info.json"),
      JSON.stringify({ version: "1.0", validationEvents }),
    );
    expect(builtEvents(output)).toEqual(["WARNING Undocumented a#B b.smithy:7:1 Document this shape."]);
  });
});
