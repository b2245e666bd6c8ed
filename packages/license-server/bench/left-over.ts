// What a benchmark that is broken off must not leave behind. One that ends by itself has nothing left by then.
import { rmSync } from "node:fs";

const processes = new Set<number>();
const folders = new Set<string>();

/** A process that has to end with the benchmark, which tells it by SIGINT. */
export function endsWithBenchmark(processId: number): void {
  processes.add(processId);
}

/** A folder that has to go with the benchmark. */
export function goesWithBenchmark(folder: string): void {
  folders.add(folder);
}

/** Call it when a process has ended: its number may soon be another's. */
export function hasEnded(processId: number): void {
  processes.delete(processId);
}

/** Has a benchmark end in good order where somebody breaks it off. */
export function endOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
  process.once("exit", () => {
    for (const processId of processes) process.kill(processId, "SIGINT");
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
}
