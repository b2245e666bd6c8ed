import { Command } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import type { Configuration } from "../configuration/configuration.js";
import { SETTING_NAMES, SETTINGS, type Settings } from "../configuration/settings.js";
import { readSettings } from "./read-settings.js";

/** What a running server is configured with. */
export type ServeConfiguration = Configuration<Settings>;

const AFTER_HELP = `
A flag is stronger than an environment variable, that is stronger than the configuration file, and that is stronger than
the default. A configuration file has the settings by the names that --print-config shows.

The address that the server listens on goes to standard output, the log to standard error, a JSON object a line.
SIGINT or SIGTERM stops the server once it has answered the requests it has; a second one stops it at once.

The server accepts requests that are signed with one of its access keys. The first start makes an administrator's key and
shows it once; borrow-license access-keys makes others. With --dev it accepts any credentials.

Examples:
  borrow-license serve --dev
  borrow-license serve --data /var/lib/borrow-license
  borrow-license serve --config /etc/borrow-license.yaml --print-config
  BORROW_LICENSE_LOG_LEVEL=warn borrow-license serve --port 0`;

/** `borrow-license serve`: runs the server until it is told to stop. */
export function serveCommand(): Command {
  return addSettingOptions(new Command("serve").description("Run the license server."), SETTINGS, SETTING_NAMES)
    .option("--print-config", "print the configuration as YAML, secrets hidden, and end")
    .option("--json", "print JSON: where it listens, or with --print-config each value with its source")
    .addHelpText("after", AFTER_HELP)
    .action(serve);
}

async function serve(
  { json = false, printConfig = false }: { readonly json?: boolean; readonly printConfig?: boolean },
  command: Command,
): Promise<void> {
  const configuration = await readSettings(command, SETTING_NAMES);
  if (!printConfig) {
    const { runServer } = await import("./run-server.js");
    return runServer(configuration, json);
  }
  const { configurationText, shownConfiguration } = await import("../configuration/print-configuration.js");
  for (const warning of configuration.warnings) console.error(`warning: ${warning}`);
  process.stdout.write(
    json
      ? `${JSON.stringify(shownConfiguration(SETTINGS, configuration), undefined, 2)}\n`
      : configurationText(SETTINGS, configuration),
  );
}
