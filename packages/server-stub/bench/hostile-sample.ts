// One body, started by processTurns. Each sample is the CPU time that a KiB of it takes, in microseconds:
// the clock would count what else the machine does meanwhile.
import { answerTurns } from "@borrow-license/bench/process-turns";
import { TARGET } from "./checkout.ts";
import { BODIES } from "./hostile-bodies.ts";
import { callStub, headersFor } from "./stub-call.ts";

/** Leaves room below the limit of 1 MiB for the rest of the request. */
const LARGE_BYTES = 1_000_000;
const WARM_UP_BYTES = 8_000_000;
const BYTES = 2_000_000;

const [contender = ""] = process.argv.slice(2);
const [name = "", divisor = "1"] = contender.split(" / ");
const make = BODIES[name];
if (make === undefined) throw new Error(`Name one of ${Object.keys(BODIES).join(", ")}.`);
const body = Buffer.from(make(LARGE_BYTES / Number(divisor)));
const headers = headersFor(name === "texts for a pattern" ? "AWSLicenseManager.ListLicenses" : TARGET);
const { status } = callStub(body, headers);
if (status !== 200 && status !== 400) throw new Error(`${contender} was answered with ${status}.`);

run(WARM_UP_BYTES);
answerTurns(() => ({ cpu: run(BYTES) }));

/** @returns how much CPU time a KiB took, in microseconds */
function run(bytes: number): number {
  const calls = Math.ceil(bytes / body.length);
  const start = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) callStub(body, headers);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1024) / (calls * body.length);
}
