import { type Credentials, type ServerProcess, type ServerProcessOptions, startServer } from "./server-process.js";
import { type WireClient, wireClient } from "./wire-client.js";

/** Several processes of one server, on one database and with one data folder. */
export interface ServerFleet {
  readonly credentials: Credentials;
  /** The clients of those that run. */
  clients(): readonly WireClient[];
  servers(): readonly ServerProcess[];
  /** Kills one, and answers what starts it again. */
  kill(index: number): Promise<() => Promise<void>>;
  /** Stops all, and answers their exit codes. */
  stop(): Promise<readonly (number | null)[]>;
}

interface Member {
  readonly server: ServerProcess;
  readonly wire: WireClient;
}

export interface ServerFleetOptions extends ServerProcessOptions {
  /** How often a client tries. Default: once. */
  readonly attempts?: number;
}

export async function startFleet(size: number, options: ServerFleetOptions): Promise<ServerFleet> {
  const first = await startServer({ ...options, isFirstStart: true });
  const credentials = first.credentials as Credentials;
  const member = (server: ServerProcess): Member => ({
    server,
    wire: wireClient(server.url, credentials, options.attempts),
  });
  const members: (Member | undefined)[] = [member(first)];
  for (let index = 1; index < size; index += 1) members.push(member(await startServer(options)));
  const present = (): readonly Member[] => members.filter((each) => each !== undefined);
  return {
    credentials,
    clients: () => present().map(({ wire }) => wire),
    servers: () => present().map(({ server }) => server),
    async kill(index) {
      const victim = members[index];
      members[index] = undefined;
      await victim?.server.kill();
      return async () => {
        members[index] = member(await startServer(options));
      };
    },
    stop: () => Promise.all(present().map(({ server }) => server.stop())),
  };
}
