import { rmSync } from "node:fs";
import { entryPoints, reportDiffers, staleReports } from "./api-report.ts";
import { PUBLISHED } from "./published-names.ts";

/** Writes the report of every entry point that has changed, and removes those of entry points that are gone. */
const points = entryPoints(PUBLISHED);
for (const point of points) console.log(`${point.specifier}: ${reportDiffers(point, true) ? "changed" : "as before"}`);
for (const file of staleReports(points)) {
  rmSync(file);
  console.log(`${file}: removed`);
}
