import { describe, expect, it } from "vitest";
import { fatalEvents } from "./validation-events.ts";

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
