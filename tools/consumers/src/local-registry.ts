import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runServer } from "verdaccio";

/** The scope whose packages come from the local registry. All others come from where they always come from. */
export const SCOPE = "@borrow-license";

/** An npm registry on this machine that holds this project's packages and nothing else. */
export interface LocalRegistry {
  /** Such as `http://127.0.0.1:40001/`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an empty registry on a free port of the loopback interface. */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const storage = await mkdtemp(join(tmpdir(), "borrow-license-registry-"));
  const everybody = { access: "$all", publish: "$all", unpublish: "$all" };
  const configuration = {
    configPath: storage,
    storage,
    uplinks: {},
    packages: { [`${SCOPE}/*`]: everybody },
    log: { type: "stdout", format: "json", level: "fatal" },
    max_body_size: "50mb",
  };
  const server: Server = await runServer(configuration as unknown as Parameters<typeof runServer>[0]);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(storage, { recursive: true, force: true });
    },
  };
}

/** The lines of an `.npmrc` that take this project's packages from the local registry. */
export function npmrc(registryUrl: string): string {
  const address = registryUrl.replace(/^http:/, "");
  // npm insists on some token before it publishes. This registry does not look at it.
  return `${SCOPE}:registry=${registryUrl}\n${address}:_authToken=anybody\n`;
}
