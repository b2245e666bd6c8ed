import { pino } from "pino";
import { rateLimitsOf } from "../auth/account-rate-limiter.js";
import { parseListenAddress } from "../http/listen-address.js";
import { isLoopback } from "../http/loopback.js";
import { type RunningLicenseServer, startLicenseServer } from "../license-server.js";
import { ConfigurationInvalidError } from "../license-server-error.js";
import { OPERATION_NAMES } from "../operations/operation-names.js";
import { withoutPassword } from "../storage/database/postgres-url.js";
import { isTracingConfigured, type Tracing } from "../tracing/tracing.js";
import type { ServeConfiguration } from "./serve.js";
import { stopSignal } from "./stop-signal.js";

/**
 * Runs the server until it is told to stop.
 *
 * @param isJson whether to say where it listens as JSON
 * @throws ConfigurationInvalidError when the settings contradict each other
 */
export async function runServer({ values, warnings }: ServeConfiguration, isJson: boolean): Promise<void> {
  const { data, dev, devHosts, host, logLevel: level, rateLimits, tlsCertificate, tlsKey, ...settings } = values;
  if (dev && !isLoopback(host)) throw new ConfigurationInvalidError([remoteRefused(host)]);
  const metrics = parseListenAddress(values.metricsListen ?? "");
  if (dev && metrics !== undefined && !isLoopback(metrics.host)) {
    throw new ConfigurationInvalidError([
      `--metrics-listen names ${metrics.host}, and with --dev nobody beyond this machine reaches the server. ` +
        "Use 127.0.0.1, or leave --dev out.",
    ]);
  }
  if (!dev && values.devSigningKey !== undefined) {
    throw new ConfigurationInvalidError([
      "--dev-signing-key needs --dev: whoever knows its text could issue tokens. Leave it out.",
    ]);
  }
  if ((tlsCertificate === undefined) !== (tlsKey === undefined)) {
    throw new ConfigurationInvalidError(["--tls-certificate and --tls-key belong together. Give both, or neither."]);
  }
  const unknown = Object.keys(rateLimits).filter((name) => name !== "*" && !OPERATION_NAMES.includes(name));
  if (unknown.length > 0) throw new ConfigurationInvalidError(unknown.map(unknownOperation));
  const stopped = stopSignal();
  const logger = pino({ level }, pino.destination({ dest: 2, sync: true }));
  for (const warning of warnings) logger.warn(warning);
  const tracing = isTracingConfigured(process.env) ? await openTelemetry() : undefined;
  const server = await startLicenseServer({
    ...settings,
    host,
    dev,
    ...(dev ? { devHosts: devHosts?.split(",") ?? [] } : { dataFolder: data }),
    ...(Object.keys(rateLimits).length === 0 ? {} : { rateLimits: rateLimitsOf(rateLimits) }),
    ...(tlsCertificate === undefined || tlsKey === undefined
      ? {}
      : { tls: { certificateFile: tlsCertificate, keyFile: tlsKey } }),
    logger,
    ...(tracing === undefined ? {} : { tracing }),
    metrics: metrics ?? isLoopback(host),
    drainDelayMs: values.drainDelaySeconds * 1000,
    drainTimeoutMs: values.drainTimeoutSeconds * 1000,
  });
  if (!isLoopback(host) && tlsKey === undefined) console.error(REMOTE_WARNING);
  if (isJson) announceAsJson(server);
  else announce(server, values.database);
  logger.info({ url: server.url, metricsUrl: server.metricsUrl, dataFolder: server.dataFolder }, "listening");
  const signal = await stopped;
  logger.info({ signal }, "stopping");
  await server.close();
  // A collector that does not answer must not look like a server that did not stop in good order.
  await tracing?.close().catch((err: unknown) => logger.warn({ err }, "traces were lost"));
  logger.info("stopped");
}

/** A limit that never applies must not look like one. */
function unknownOperation(name: string): string {
  return `--rate-limit names ${name}, which is no operation. Give * or one of ${OPERATION_NAMES.join(", ")}.`;
}

/** No full stop behind the address and the folder: people and programs take them from here. */
function announce({ administratorKey, dataFolder, url }: RunningLicenseServer, database: string | undefined): void {
  console.log(`The license server listens on ${url}`);
  if (dataFolder === undefined) {
    console.log("Everything is kept in memory and gone when the server stops.");
    console.log("It accepts any credentials: whoever reaches it can create, borrow and return licenses.");
    return;
  }
  const place = database === undefined ? "" : `${withoutPassword(database)}, and its encryption key in `;
  console.log(`Licenses, leases and keys are in ${place}${dataFolder}`);
  console.log("It accepts requests that are signed with one of its access keys.");
  if (administratorKey === undefined) return;
  console.log("An administrator's access key was made. Its secret is shown this once:");
  console.log(`AWS_ACCESS_KEY_ID=${administratorKey.accessKeyId}`);
  console.log(`AWS_SECRET_ACCESS_KEY=${administratorKey.secretAccessKey}`);
}

/** One line, because there is no end of the output to wait for. */
function announceAsJson({ administratorKey, dataFolder, metricsUrl, url }: RunningLicenseServer): void {
  console.log(JSON.stringify({ url, metricsUrl, dataFolder, administratorKey }));
}

/** Loaded only where it is used, because that takes longer than all the rest. */
async function openTelemetry(): Promise<Tracing> {
  const { startOpenTelemetry } = await import("../tracing/opentelemetry.js");
  return startOpenTelemetry(process.env["OTEL_SERVICE_NAME"] ?? "borrow-license");
}

const REMOTE_WARNING =
  "WARNING: others than this machine reach the server, and answers are not encrypted: whoever is in between can read " +
  "tokens. Put a proxy before it that ends TLS and passes the host, the path and the header fields on as they are.";

function remoteRefused(host: string): string {
  return (
    `The host ${host} is not this machine's loopback interface. A development server accepts any credentials, so ` +
    "whoever reaches it could create and borrow licenses. Use 127.0.0.1, or leave --dev out."
  );
}
