import { Command, Option } from "commander";
import { pino } from "pino";
import { isLoopback } from "../http/loopback.js";
import { startLicenseServer } from "../license-server.js";
import { account, folder, peer, port, region } from "./option-values.js";
import { stopSignal } from "./stop-signal.js";

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly account: string;
  readonly region: string;
  readonly peer?: Readonly<Record<string, string>>;
  readonly logLevel: string;
  readonly insecureAllowRemote?: boolean;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

const AFTER_HELP = `
The address that the server listens on goes to standard output, the log to standard error, a JSON object a line.
SIGINT or SIGTERM stops the server once it has answered the requests it has; a second one stops it at once.

This version accepts any credentials. Whoever reaches it can create, borrow and return licenses.`;

/** `borrow-license serve`: runs the server until it is told to stop. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("Run the license server.")
    .addOption(new Option("--port <number>", "port to listen on; 0 takes a free one").argParser(port).default(4010))
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(
      new Option("--data <folder>", "where the database and the signing key are kept")
        .argParser(folder)
        .default("borrow-license-data"),
    )
    .addOption(new Option("--account <digits>", "account of the licenses").argParser(account).default("000000000000"))
    .addOption(new Option("--region <name>", "region that the server serves").argParser(region).default("us-east-1"))
    .addOption(new Option("--peer <region=url>", "server of another region; can be repeated").argParser(peer))
    .addOption(new Option("--log-level <level>", "least level to log").choices(LOG_LEVELS).default("info"))
    .option("--insecure-allow-remote", "listen beyond this machine, although any credentials are accepted")
    .addHelpText("after", AFTER_HELP)
    .action(serve);
}

async function serve(options: ServeOptions, command: Command): Promise<void> {
  const { account, data, host, logLevel: level, peer: peers = {}, port, region } = options;
  const insecureAllowRemote = options.insecureAllowRemote ?? false;
  if (!isLoopback(host) && !insecureAllowRemote) command.error(remoteRefused(host));
  const stopped = stopSignal();
  const logger = pino({ level }, pino.destination({ dest: 2, sync: true }));
  const settings = { account, region, peers, host, port, insecureAllowRemote, logger };
  const server = await startLicenseServer({ ...settings, dataFolder: data });
  if (!isLoopback(host)) console.error(REMOTE_WARNING);
  // No full stop behind them: people and programs take the address and the folder from here.
  console.log(`The license server listens on ${server.url}`);
  console.log(`Licenses, leases and the signing key are in ${server.dataFolder}`);
  console.log("It accepts any credentials: whoever reaches it can create, borrow and return licenses.");
  logger.info({ url: server.url, dataFolder: server.dataFolder }, "listening");
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
    `error: option '--host <address>' argument '${host}' is not this machine's loopback interface. The server accepts ` +
    "any credentials, so whoever reaches it could create and borrow licenses. Use 127.0.0.1, or add " +
    "--insecure-allow-remote where something before the server checks callers."
  );
}
