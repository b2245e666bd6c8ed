import type { Command } from "commander";
import { givenFlags } from "../configuration/command-options.js";
import { type Configuration, readConfiguration } from "../configuration/configuration.js";
import { SETTINGS, type SettingName, type Settings } from "../configuration/settings.js";

/**
 * The settings that a command takes, of its flags, the environment and the configuration file.
 *
 * @throws ConfigurationInvalidError naming all that is wrong with them
 */
export async function readSettings<Name extends SettingName>(
  command: Command,
  names: readonly Name[],
): Promise<Configuration<Pick<Settings, Name>>> {
  const file = command.opts<{ readonly config?: string }>().config;
  return readConfiguration(SETTINGS, names, {
    flags: givenFlags(command, names),
    environment: process.env,
    ...(file === undefined ? {} : { file }),
  });
}
