import {
  type BorrowTokenIssuer,
  createBorrowTokenIssuer,
  generateSigningKey,
} from "@borrow-license/token-verification/issuer";
import { type Logger, pino } from "pino";
import { type DataFolder, openDataFolder } from "./data-folder/data-folder.js";
import { startGracefulServer } from "./http/graceful-server.js";
import { checkLoopback } from "./http/loopback.js";
import { publicKeyRoutes } from "./http/public-key-routes.js";
import { requestListener } from "./http/request-listener.js";
import { createLicenseService, type LicenseServiceSettings } from "./license-service.js";
import { openSigningKey } from "./signing/signing-key-file.js";
import type { LicenseStorage } from "./storage/licenses/license-storage.js";
import { openSqliteStorage } from "./storage/open-storage.js";

/** How to run a license server. */
export interface LicenseServerOptions extends LicenseServiceSettings {
  /**
   * Where the database and the signing key are kept. The folder is created where it does not exist. Default: both are
   * kept in memory, and gone when the server stops.
   */
  readonly dataFolder?: string;
  /** Where licenses and leases are kept in place of the data folder. Its owner closes it. */
  readonly storage?: LicenseStorage;
  /** What signs tokens in place of the data folder's key. */
  readonly issuer?: BorrowTokenIssuer;
  /** The address to listen on. Default: `127.0.0.1`. */
  readonly host?: string;
  /** The port to listen on. Default: 0, any free one. */
  readonly port?: number;
  /**
   * Allows to listen where others than this machine reach the server. The server accepts any credentials: put something
   * before it that does not. Default: false.
   */
  readonly insecureAllowRemote?: boolean;
  /** Gets a line for each request. Default: no log. */
  readonly logger?: Logger;
}

/** A license server that listens. */
export interface RunningLicenseServer {
  /** The endpoint for clients, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** The data folder's absolute path, where there is one. */
  readonly dataFolder: string | undefined;
  /**
   * Stops the server: it accepts no connection any more, finishes the requests that it has, for up to ten seconds, and
   * closes its storage.
   */
  close(): Promise<void>;
}

const STOP_GRACE_MS = 10_000;

/**
 * Starts a license server: the operations at `POST /`, the public key at `GET /.well-known/jwks.json` and
 * `GET /.well-known/public-key.pem`.
 *
 * @throws one of {@link AnyLicenseServerError}, whose message says what to do
 * @throws TypeError when an option is malformed
 *
 * @example
 * const server = await startLicenseServer({ dataFolder: "/var/lib/borrow-license", port: 4010 });
 * const client = new LicenseManagerClient({ endpoint: server.url, region: "us-east-1" });
 */
export async function startLicenseServer(options: LicenseServerOptions = {}): Promise<RunningLicenseServer> {
  const { host = "127.0.0.1", insecureAllowRemote = false, logger = pino({ level: "silent" }), port = 0 } = options;
  if (!insecureAllowRemote) checkLoopback(host);
  const folder = options.dataFolder === undefined ? undefined : await openDataFolder(options.dataFolder);
  const issuer = options.issuer ?? (await ownIssuer(folder));
  const storage = options.storage ?? (await openSqliteStorage(folder?.databaseFile ?? ":memory:"));
  const closeStorage = async (): Promise<void> => {
    if (options.storage === undefined) await storage.close();
  };
  try {
    const service = createLicenseService({ ...options, storage, issuer });
    const listener = requestListener(service, await publicKeyRoutes(issuer), logger);
    const server = await startGracefulServer(listener, host, port);
    let closed: Promise<void> | undefined;
    return {
      url: server.url,
      port: server.port,
      dataFolder: folder?.path,
      close() {
        closed ??= server.stop(STOP_GRACE_MS).then(closeStorage);
        return closed;
      },
    };
  } catch (error) {
    await closeStorage();
    throw error;
  }
}

async function ownIssuer(folder: DataFolder | undefined): Promise<BorrowTokenIssuer> {
  if (folder !== undefined) return openSigningKey(folder.signingKeyFile, { mayCreate: !folder.isUsed });
  const { privateKeyPem } = await generateSigningKey();
  return createBorrowTokenIssuer({ key: privateKeyPem });
}
