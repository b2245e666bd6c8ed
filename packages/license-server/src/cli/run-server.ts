import { pino } from "pino";
import { parseListenAddress } from "../http/listen-address.js";
import { isLoopback } from "../http/loopback.js";
import { startLicenseServer } from "../license-server.js";
import { ConfigurationInvalidError } from "../license-server-error.js";
import type { ServeConfiguration } from "./serve.js";
import { stopSignal } from "./stop-signal.js";

/**
 * Runs the server until it is told to stop.
 *
 * @throws ConfigurationInvalidError when the settings contradict each other
 */
export async function runServer({ values, warnings }: ServeConfiguration): Promise<void> {
  const { data, host, insecureAllowRemote, logLevel: level } = values;
  if (!isLoopback(host) && !insecureAllowRemote) throw new ConfigurationInvalidError([remoteRefused(host)]);
  const stopped = stopSignal();
  const logger = pino({ level }, pino.destination({ dest: 2, sync: true }));
  for (const warning of warnings) logger.warn(warning);
  const server = await startLicenseServer({
    ...values,
    dataFolder: data,
    logger,
    metrics: parseListenAddress(values.metricsListen ?? "") ?? isLoopback(host),
    drainDelayMs: values.drainDelaySeconds * 1000,
    drainTimeoutMs: values.drainTimeoutSeconds * 1000,
  });
  if (!isLoopback(host)) console.error(REMOTE_WARNING);
  // No full stop behind them: people and programs take the address and the folder from here.
  console.log(`The license server listens on ${server.url}`);
  console.log(`Licenses, leases and the signing key are in ${server.dataFolder}`);
  console.log("It accepts any credentials: whoever reaches it can create, borrow and return licenses.");
  logger.info({ url: server.url, metricsUrl: server.metricsUrl, dataFolder: server.dataFolder }, "listening");
  const signal = await stopped;
  logger.info({ signal }, "stopping");
  await server.close();
  logger.info("stopped");
}

const REMOTE_WARNING =
  "WARNING: others than this machine reach the server, and it accepts any credentials: whoever reaches it can create, " +
  "borrow and return licenses. Put a proxy that checks callers before it.";

function remoteRefused(host: string): string {
  return (
    `The host ${host} is not this machine's loopback interface. The server accepts any credentials, so whoever ` +
    "reaches it could create and borrow licenses. Use 127.0.0.1, or add --insecure-allow-remote where something " +
    "before the server checks callers."
  );
}
