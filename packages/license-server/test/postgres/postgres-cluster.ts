import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";

const run = promisify(execFile);

/** A PostgreSQL of this test run's own, in a temporary folder, on the loopback interface. */
export interface PostgresCluster {
  /** The folder of its data, which belongs to the user that it runs as. */
  readonly folder: string;
  /**
   * Makes an empty database and answers its URL.
   *
   * @param options what `CREATE DATABASE` takes
   */
  createDatabase(options?: string): Promise<`postgres://${string}`>;
  /** Runs a statement as the superuser in the database `postgres`, beside those who use a database. */
  execute(statement: string): Promise<readonly Record<string, unknown>[]>;
  /** Runs one of PostgreSQL's programs. */
  run(program: string, ...args: readonly string[]): Promise<void>;
  /** Kills the server without letting it finish anything. */
  kill(): Promise<void>;
  /** Stops the server; connections are ended. */
  stop(): Promise<void>;
  /** Starts it again after it was stopped or killed. */
  start(): Promise<void>;
  /** Stops the server and removes its folder. */
  remove(): Promise<void>;
}

export interface PostgresClusterOptions {
  /** Settings beside those of `postgresql.conf`, such as `fsync: "off"`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The password that users have to give. Default: none has to be given. */
  readonly password?: string;
}

/** Makes a cluster and starts it. It needs PostgreSQL's programs on the PATH or where Debian puts them. */
export async function startPostgresCluster(options: PostgresClusterOptions = {}): Promise<PostgresCluster> {
  const programs = programsFolder();
  const folder = mkdtempSync(join(tmpdir(), "borrow-license-postgres-"));
  const user = await ownerOf(folder);
  const passwordFile = `${folder}-password`;
  const { password = "" } = options;
  const authentication = password === "" ? ["-A", "trust"] : ["-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  if (password !== "") writeFileSync(passwordFile, password, { mode: 0o644 });
  await run(...as(user, join(programs, "initdb"), "-D", folder, "-U", "licenses", ...authentication, "-E", "UTF8"));
  rmSync(passwordFile, { force: true });
  const port = await freePort();
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const url = (database: string): `postgres://${string}` => `postgres://licenses@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;
  let databases = 0;

  const execute = async (statement: string): Promise<readonly Record<string, unknown>[]> => {
    const client = new Client({ connectionString: `${url("postgres")}?password=${encodeURIComponent(password)}` });
    // A server that stops ends the connection; whoever waits for the statement gets to know.
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query(statement)).rows as readonly Record<string, unknown>[];
    } finally {
      await client.end().catch(() => {});
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, "exit");
    server.kill(signal);
    await exited;
  };
  const start = async (): Promise<void> => {
    server = spawn(...as(user, join(programs, "postgres"), "-D", folder, "-p", String(port), ...flags), {
      stdio: "ignore",
    });
    await answering(server, () => execute("SELECT 1"));
  };
  const stop = (): Promise<void> => end("SIGINT");

  await start();
  return {
    folder,
    async createDatabase(options = "") {
      databases += 1;
      await execute(`CREATE DATABASE licenses_${databases} ${options}`);
      return url(`licenses_${databases}`);
    },
    execute,
    async run(program, ...args) {
      const path = join(programs, program);
      await run(existsSync(path) ? path : program, args);
    },
    kill: () => end("SIGQUIT"),
    start,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (server.exitCode !== null || attempt >= 300) throw error;
    }
    await wait(50);
  }
}

/** Where PostgreSQL's programs are. Debian keeps those of servers off the PATH, in a folder for each version. */
function programsFolder(): string {
  const onPath = (process.env["PATH"] ?? "").split(delimiter);
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [...onPath, ...versions.map((version) => join(debian, version, "bin"))];
  const found = folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
  if (found === undefined) throw new Error("PostgreSQL is not installed. On Debian: apt-get install postgresql.");
  return found;
}

/** Whom the server runs as: PostgreSQL refuses to run as root. */
async function ownerOf(folder: string): Promise<number | undefined> {
  chmodSync(folder, 0o700);
  if (process.getuid?.() !== 0) return undefined;
  const { stdout } = await run("id", ["-u", "postgres"]).catch(() => run("id", ["-u", "nobody"]));
  const user = Number(stdout);
  chownSync(folder, user, user);
  return user;
}

/** A command, run as a user. It keeps its process ID. */
function as(user: number | undefined, program: string, ...args: string[]): [string, string[]] {
  if (user === undefined) return [program, args];
  return ["setpriv", [`--reuid=${user}`, `--regid=${user}`, "--clear-groups", "--", program, ...args]];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
