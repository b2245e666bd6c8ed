// Measures the license server against raw signing, against the disk, and against itself.
//
//   node packages/license-server/bench/main.ts [checkout|hot-license|group-commit|memory|start|many-leases|processes]
//
// Servers, and a PostgreSQL where a part needs one, are started in folders of their own among the temporary files, listen
// on the loopback interface, and are gone in the end.

import { runBenchmarks } from "@borrow-license/bench/report";
import { checkout } from "./checkout.ts";
import { groupCommit } from "./group-commit.ts";
import { hotLicense } from "./hot-license.ts";
import { endOnSignals } from "./left-over.ts";
import { manyLeases } from "./many-leases.ts";
import { memory } from "./memory.ts";
import { processes } from "./processes.ts";
import { start } from "./start.ts";

endOnSignals();
await runBenchmarks(
  "medians of rounds",
  new Map([
    ["checkout", checkout],
    ["hot-license", hotLicense],
    ["group-commit", groupCommit],
    ["memory", memory],
    ["start", start],
    ["many-leases", manyLeases],
    ["processes", processes],
  ]),
);
