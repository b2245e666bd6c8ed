#!/usr/bin/env node
import { runProgram } from "./program.js";

// Whoever reads the report may have read enough, such as `head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const stop = new AbortController();
let stoppedWith: number | undefined;
// A second signal has its usual effect.
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => {
    stoppedWith = code;
    process.stderr.write("Stopped. What was created on the server is being deleted; Ctrl-C leaves it there.\n");
    stop.abort();
  });
}

const output = {
  out: (text: string) => process.stdout.write(text),
  error: (text: string) => process.stderr.write(text),
};
const code = await runProgram(process.argv.slice(2), output, stop.signal);
process.exitCode = stoppedWith ?? code;
// A request to which no answer comes would hold the process.
if (stoppedWith !== undefined) process.stdout.write("", () => process.exit());
