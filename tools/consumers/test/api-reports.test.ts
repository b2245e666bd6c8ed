import { describe, expect, it } from "vitest";
import { entryPoints, reportDiffers, staleReports } from "../src/api-report.ts";
import { PUBLISHED } from "../src/published-names.ts";

const MEND = "Look at what changed for users, and write the reports again with: npx pnpm@12.21.0 api:update";

describe("what can be imported", () => {
  it.each(entryPoints(PUBLISHED))("from $specifier is what the committed report says", (point) => {
    expect(reportDiffers(point, false), MEND).toBe(false);
  });

  it("has no report of an entry point that is gone", () => {
    expect(staleReports(entryPoints(PUBLISHED)), MEND).toEqual([]);
  });
});
