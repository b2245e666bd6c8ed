import { setTimeout as wait } from "node:timers/promises";
import {
  type BorrowTokenIssuer,
  createBorrowTokenIssuer,
  generateSigningKey,
} from "@borrow-license/token-verification/issuer";
import { type Logger, pino } from "pino";
import type { NewAccessKey } from "./auth/access-keys.js";
import { accountRateLimiter, type RateLimit } from "./auth/account-rate-limiter.js";
import { encryptionKeyFor, type ServerAccessOptions, serverAccess } from "./auth/server-access.js";
import { type DataFolder, openDataFolder } from "./data-folder/data-folder.js";
import { type GracefulServer, type HttpLimits, startGracefulServer } from "./http/graceful-server.js";
import { healthRoutes } from "./http/health-routes.js";
import { onlyForHosts } from "./http/host-check.js";
import type { ListenAddress } from "./http/listen-address.js";
import { checkLoopback } from "./http/loopback.js";
import { publicKeyRoutes } from "./http/public-key-routes.js";
import { notFound, requestListener, routesListener } from "./http/request-listener.js";
import type { TlsFiles } from "./http/tls-files.js";
import { createLicenseService, type LicenseServiceSettings } from "./license-service.js";
import { measured, traced, unobserved } from "./observation/observation.js";
import type { EncryptionKey } from "./secrets/sealed-text.js";
import type { KmsKeys } from "./signing/kms-keys.js";
import { oneKeySigning, openServerSigning, type ServerSigning } from "./signing/open-server-signing.js";
import { openSigningKey } from "./signing/signing-key-file.js";
import { type Sealing, startSealing } from "./storage/audit/start-sealing.js";
import type { LicenseStorage } from "./storage/licenses/license-storage.js";
import { openStorage, type Storage } from "./storage/open-storage.js";
import type { Tracing } from "./tracing/tracing.js";

/** How to run a license server. */
export interface LicenseServerOptions extends LicenseServiceSettings, ServerAccessOptions {
  /**
   * Where the database and the keys are kept. The folder is created where it does not exist. Default: they are
   * kept in memory, and gone when the server stops.
   */
  readonly dataFolder?: string;
  /**
   * The `postgres://` URL of the database in place of the data folder's, which keeps the encryption key all the same.
   * Several servers may use one.
   */
  readonly database?: string;
  /** The database's password, where its URL has none. */
  readonly databasePassword?: string;
  /** Where licenses and leases are kept in place of the data folder. Its owner closes it. */
  readonly storage?: LicenseStorage;
  /** What signs all tokens in place of the database's keys. */
  readonly issuer?: BorrowTokenIssuer;
  /** Finds the signing keys that are in AWS KMS. Default: with the AWS SDK and its credentials. */
  readonly kmsKeys?: KmsKeys;
  /** The address to listen on. Default: `127.0.0.1`. */
  readonly host?: string;
  /** The port to listen on. Default: 0, any free one. */
  readonly port?: number;
  /**
   * How often each account may call each operation, by its name; `*` is for those without a limit of their own. Servers
   * that use one PostgreSQL database count together. Default: as often as it likes.
   */
  readonly rateLimits?: ReadonlyMap<string, RateLimit>;
  /**
   * A text of which a development server's signing key is made, an RSA key of 2048 bits: the same key for the same text,
   * so that tests can know it. Default: another key at each start.
   */
  readonly devSigningKey?: string;
  /** Names in place of `localhost` by which a development server may be called. */
  readonly devHosts?: readonly string[];
  /** What one client, or all of them, may take of the server. */
  readonly httpLimits?: HttpLimits;
  /** Encrypts connections (TLS 1.2 and newer). The files are read again when they change. Default: plain HTTP. */
  readonly tls?: TlsFiles;
  /** Gets a line for each request. Default: no log. */
  readonly logger?: Logger;
  /**
   * Whether to measure, and where the measurements are read: `true` for `/metrics` at the server's own address, or an
   * address of their own, which has `/healthz` and `/readyz` too. They name licenses. Default: false.
   */
  readonly metrics?: boolean | ListenAddress;
  /** Follows requests through the server. Its owner closes it. Default: nothing does. */
  readonly tracing?: Tracing;
  /**
   * How long the server goes on as before once it is to stop, in milliseconds, while `/readyz` says that it should get
   * no more requests. Default: 0.
   */
  readonly drainDelayMs?: number;
  /** How long requests may take that are not finished then, in milliseconds. Default: 10,000. */
  readonly drainTimeoutMs?: number;
}

/** A license server that listens. */
export interface RunningLicenseServer {
  /** The endpoint for clients, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Where the measurements are read, where that is an address of their own. */
  readonly metricsUrl: string | undefined;
  /** The data folder's absolute path, where there is one. */
  readonly dataFolder: string | undefined;
  /** The access key that was made because there was none: the only time when its secret can be seen. */
  readonly administratorKey: NewAccessKey | undefined;
  /**
   * Stops the server: `/readyz` says so, and after the delay it accepts no connection any more, finishes the requests
   * that it has, for as long as they may take, and closes its storage.
   */
  close(): Promise<void>;
}

const SEAL_INTERVAL_MS = 60_000;

/** Longer than a store that works ever takes, and shorter than the patience of those who ask. */
const READINESS_TIMEOUT_MS = 2000;

const DEV_ONLY = "A signing key that is made of a text is no secret, so devSigningKey needs dev: true.";

/**
 * Starts a license server: the operations at `POST /`, the public key at `GET /.well-known/jwks.json` and
 * `GET /.well-known/public-key.pem`, and whether it works at `GET /healthz` and `GET /readyz`.
 *
 * @throws one of {@link AnyLicenseServerError}, whose message says what to do
 * @throws TypeError when an option is malformed
 *
 * @example
 * const server = await startLicenseServer({ dev: true });
 * const credentials = { accessKeyId: "any", secretAccessKey: "any" };
 * const client = new LicenseManagerClient({ endpoint: server.url, region: "us-east-1", credentials });
 */
export async function startLicenseServer(options: LicenseServerOptions = {}): Promise<RunningLicenseServer> {
  const { devHosts = [], host = "127.0.0.1", logger = pino({ level: "silent" }), port = 0 } = options;
  if (options.dev === true) {
    checkLoopback(host);
    if (typeof options.metrics === "object") checkLoopback(options.metrics.host);
  } else if (options.devSigningKey !== undefined) throw new TypeError(DEV_ONLY);
  const folder = options.dataFolder === undefined ? undefined : await openDataFolder(options.dataFolder);
  const own = options.storage === undefined ? await ownStorage(options, folder) : undefined;
  const storage = options.storage ?? (own as Storage).licenses;
  let signing: ServerSigning | undefined;
  const closeStorage = async (): Promise<void> => {
    await signing?.settled();
    await own?.close();
  };
  let sealing: Sealing | undefined;
  const draining = new AbortController();
  const servers: GracefulServer[] = [];
  const { drainDelayMs = 0, drainTimeoutMs = 10_000, metrics = false } = options;
  const close = async (): Promise<void> => {
    draining.abort();
    if (drainDelayMs > 0) await wait(drainDelayMs);
    // One after the other: whoever watches the server sees it until its last request is answered.
    for (const server of servers) await server.stop(drainTimeoutMs);
    await sealing?.stop();
    await closeStorage();
  };
  try {
    const { clock = () => new Date(), region = "us-east-1" } = options;
    const openKey = once(() => encryptionKeyFor(options.encryptionKey, folder, own as Storage));
    signing = await serverSigning(options, folder, own, { clock, logger, openKey });
    const access = await serverAccess(options, own?.accessKeys, openKey, { clock, region });
    // What is in memory alone cannot be changed behind the server's back.
    if (own !== undefined && (folder !== undefined || options.encryptionKey !== undefined)) {
      sealing = startSealing(own.database, await openKey(), {
        clock,
        intervalMs: SEAL_INTERVAL_MS,
        onSeal: ({ events, mac, number }) => logger.info({ seal: `${number}:${mac}`, events }, "audit log sealed"),
        onFailure: (err) => logger.warn({ err }, "audit log not sealed"),
      });
    }
    const parts = traced({ storage, issuer: signing.signer, clock }, options.tracing);
    const observed = metrics === false ? unobserved(parts) : await measured(parts);
    const { rateLimits } = options;
    const service = createLicenseService({
      ...(rateLimits === undefined ? {} : { rateLimiter: accountRateLimiter(rateLimits, own?.database) }),
      ...options,
      storage: observed.storage,
      issuer: observed.issuer,
    });
    const keys = publicKeyRoutes(signing.publishedKeys);
    const health = healthRoutes(
      {
        isDraining: () => draining.signal.aborted,
        checks: new Map<string, () => Promise<unknown>>([
          ["store", () => storage.findLicense("readiness")],
          ["signing key", signing.ready],
        ]),
        timeoutMs: READINESS_TIMEOUT_MS,
      },
      (check, err) => logger.warn({ check, err }, "not ready"),
    );
    const measurements = metrics === true ? observed.routes : new Map();
    const routes = new Map([...keys, ...health, ...measurements]);
    const { accessKeys, identifyCaller } = access;
    const interceptors = options.tracing === undefined ? [] : [options.tracing.interceptor];
    const { onAnswer } = observed;
    const listener = requestListener({ service, routes, logger, onAnswer, identifyCaller, interceptors });
    const server = await startGracefulServer(
      options.dev === true ? onlyForHosts(devHosts, listener) : listener,
      host,
      port,
      options.httpLimits,
      options.tls === undefined
        ? undefined
        : { onReloadFailure: (err) => logger.error({ err }, "TLS files not reloaded"), ...options.tls },
    );
    servers.push(server);
    // Not before it listens: a server that does not start must not use up the only time when the key is shown.
    const administratorKey = await accessKeys?.createFirst(options.account ?? "000000000000");
    if (typeof metrics === "object") {
      const watched = routesListener(new Map([...health, ...observed.routes]), logger, notFound);
      servers.push(await startGracefulServer(watched, metrics.host, metrics.port));
    }
    let closed: Promise<void> | undefined;
    return {
      url: server.url,
      port: server.port,
      metricsUrl: servers[1]?.url,
      dataFolder: folder?.path,
      administratorKey,
      close() {
        closed ??= close();
        return closed;
      },
    };
  } catch (error) {
    for (const server of servers) await server.stop(0);
    await sealing?.stop();
    await closeStorage();
    throw error;
  }
}

/** Whoever asks has given up by then, or is about to. */
const QUERY_TIMEOUT_MS = 10_000;

function ownStorage(
  { database, databasePassword: password }: LicenseServerOptions,
  folder: DataFolder | undefined,
): Promise<Storage> {
  return openStorage({
    database: database ?? folder?.databaseFile ?? ":memory:",
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    ...(password === undefined ? {} : { password }),
  });
}

async function serverSigning(
  { account = "000000000000", devSigningKey, issuer, kmsKeys }: LicenseServerOptions,
  folder: DataFolder | undefined,
  own: Storage | undefined,
  surroundings: { clock: () => Date; logger: Logger; openKey: () => Promise<EncryptionKey> },
): Promise<ServerSigning> {
  if (issuer !== undefined) return oneKeySigning(issuer);
  if (devSigningKey !== undefined) {
    const { deterministicKey } = await import("./signing/deterministic-key.js");
    return oneKeySigning(await createBorrowTokenIssuer({ key: await deterministicKey(devSigningKey) }));
  }
  const { clock, logger, openKey } = surroundings;
  if (own !== undefined) {
    const keyFile = folder?.signingKeyFile;
    const kms = kmsKeys === undefined ? {} : { kmsKeys };
    return openServerSigning({
      storage: own.signingKeys,
      encryptionKey: await openKey(),
      clock,
      logger,
      keyFile,
      author: { account },
      ...kms,
    });
  }
  if (folder !== undefined)
    return oneKeySigning(await openSigningKey(folder.signingKeyFile, { mayCreate: !folder.isUsed }));
  const { privateKeyPem } = await generateSigningKey();
  return oneKeySigning(await createBorrowTokenIssuer({ key: privateKeyPem }));
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
