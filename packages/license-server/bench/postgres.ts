// A PostgreSQL for a benchmark, as its packages configure it: nothing of its durability is turned off.
import { readdirSync, readFileSync } from "node:fs";
import { type PostgresCluster, startPostgresCluster } from "../test/postgres/postgres-cluster.ts";
import { endsWithBenchmark, goesWithBenchmark, hasEnded } from "./left-over.ts";

export interface BenchPostgres extends PostgresCluster {
  /** The processor time of all of its processes since they started, in microseconds; none where that cannot be known. */
  cpu(): number;
}

/** The unit of times in Linux's `/proc`, in microseconds. */
const TICK = 10_000;

export async function startPostgres(): Promise<BenchPostgres> {
  const cluster = await startPostgresCluster();
  const [row] = await cluster.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
  const main = statOf(String(row?.["pid"]))?.parent;
  const processId = Number(main);
  if (main !== undefined) endsWithBenchmark(processId);
  const [setting] = await cluster.execute("SHOW data_directory");
  goesWithBenchmark(String(setting?.["data_directory"]));
  return {
    ...cluster,
    async remove() {
      await cluster.remove();
      hasEnded(processId);
    },
    cpu() {
      let ticks = 0;
      for (const id of main === undefined ? [] : readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name))) {
        const stat = statOf(id);
        if (stat !== undefined && stat.parent === main) ticks += stat.ticks;
        else if (id === main) ticks += (stat?.ticks ?? 0) + (stat?.childrenTicks ?? 0);
      }
      return ticks * TICK;
    },
  };
}

interface ProcessStat {
  readonly parent: string;
  readonly ticks: number;
  /** Of children that have ended. */
  readonly childrenTicks: number;
}

/** What Linux says of a process (proc(5)). */
function statOf(id: string): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${id}/stat`, "latin1");
    const [, parent = "", ...fields] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [user, system, childrenUser, childrenSystem] = fields.slice(9, 13).map(Number);
    return {
      parent,
      ticks: (user ?? 0) + (system ?? 0),
      childrenTicks: (childrenUser ?? 0) + (childrenSystem ?? 0),
    };
  } catch {
    return undefined;
  }
}
