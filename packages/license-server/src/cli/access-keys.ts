import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Command, Option } from "commander";
import {
  type AccessKeySummary,
  type AccessKeys,
  createAccessKeys,
  listAccessKeys,
  type NewAccessKey,
} from "../auth/access-keys.js";
import { ADMINISTRATOR_POLICY, checkedPolicy, type Policy } from "../auth/policy.js";
import { encryptionKeyFor } from "../auth/server-access.js";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS, type SettingName } from "../configuration/settings.js";
import { openDataFolder } from "../data-folder/data-folder.js";
import { AccessKeyNotFoundError, ConfigurationInvalidError } from "../license-server-error.js";
import type { ChangeAuthor } from "../storage/audit/audit-event.js";
import { openStorage } from "../storage/open-storage.js";
import { positiveDuration } from "./duration-option.js";
import { osUser } from "./os-user.js";
import { print, printable } from "./print.js";
import { readSettings } from "./read-settings.js";
import { DATABASE_SETTINGS, type DatabaseValues, openStoredDatabase } from "./stored-database.js";

const STORE = [...DATABASE_SETTINGS, "encryptionKey"] as const satisfies readonly SettingName[];
const OWNED = [...STORE, "account"] as const satisfies readonly SettingName[];

const AFTER_HELP = `
It works on the server's database, also while the server runs, which notices within two seconds. Secrets are encrypted with
the key in the data folder, or with the one that is configured.

Examples:
  borrow-license access-keys create --description "build servers" --operations 'Checkout*,CheckInLicense'
  borrow-license access-keys create --policy policy.json --expires-in 12h
  borrow-license access-keys disable BLAK0123456789ABCDEF`;

/** `borrow-license access-keys`: who may call the server. */
export function accessKeysCommand(): Command {
  return new Command("access-keys")
    .description("Create, list, disable, enable and delete the access keys that requests are signed with.")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(
      keyCommand("disable", "Refuse requests that are signed with a key.", (keys, id, author) =>
        keys.setDisabled(id, true, author),
      ),
    )
    .addCommand(
      keyCommand("enable", "Accept requests that are signed with a key again.", (keys, id, author) =>
        keys.setDisabled(id, false, author),
      ),
    )
    .addCommand(keyCommand("delete", "Delete a key for good.", (keys, id, author) => keys.delete(id, author)))
    .addHelpText("afterAll", AFTER_HELP);
}

interface CreateOptions {
  readonly description?: string;
  readonly policy?: string;
  readonly operations?: readonly string[];
  readonly licenses?: readonly string[];
  readonly expiresIn?: number;
  readonly json?: boolean;
}

function createCommand(): Command {
  return addSettingOptions(
    new Command("create").description("Create an access key; its secret is shown this once."),
    SETTINGS,
    OWNED,
  )
    .option("--description <text>", "whose key it is, for people")
    .addOption(new Option("--policy <file>", "file of the policy in JSON").conflicts(["operations", "licenses"]))
    .addOption(
      new Option(
        "--operations <patterns>",
        "operations that it may call, such as Get*,CheckInLicense; default: all",
      ).argParser(list),
    )
    .addOption(new Option("--licenses <patterns>", "ARNs of licenses that it may use; default: all").argParser(list))
    .addOption(
      new Option(
        "--expires-in <duration>",
        "make a temporary key, with a session token: for so many seconds, or 10m, 12h, 30d",
      ).argParser(positiveDuration),
    )
    .option("--json", "print JSON")
    .action(async (options: CreateOptions, command: Command) => {
      const { values } = await readSettings(command, OWNED);
      const policy = await policyOf(options);
      const { description = "", expiresIn: lifetimeSeconds } = options;
      const request = {
        account: values.account,
        policy,
        description,
        ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
      };
      const key = await withAccessKeys(values, (keys) => keys.create(request, { osUser: osUser() }));
      print(options, key, () => asEnvironment(key));
    });
}

function listCommand(): Command {
  return addSettingOptions(
    new Command("list").description("List the access keys, without their secrets."),
    SETTINGS,
    STORE,
  )
    .option("--json", "print JSON, with the policies")
    .action(async ({ json = false }: { readonly json?: boolean }, command: Command) => {
      const { values } = await readSettings(command, STORE);
      const storage = await openStoredDatabase(values);
      const all = await listAccessKeys(storage.accessKeys, new Date()).finally(() => storage.close());
      print({ json }, all, () => (all.length === 0 ? ["There are no access keys."] : all.map(line)));
    });
}

function line({ accessKeyId, account, createdAt, description, status }: AccessKeySummary): string {
  const columns = [accessKeyId, account, status, createdAt.toISOString(), description];
  return printable(columns.join("  ").trimEnd());
}

function keyCommand(
  name: string,
  description: string,
  change: (keys: AccessKeys, accessKeyId: string, author: ChangeAuthor) => Promise<boolean>,
): Command {
  return addSettingOptions(new Command(name).description(description), SETTINGS, STORE)
    .argument("<access-key-id>", "the key")
    .option("--json", "print JSON")
    .action(async (accessKeyId: string, options: { readonly json?: boolean }, command: Command) => {
      const { values } = await readSettings(command, STORE);
      const author = { osUser: osUser() };
      if (await withAccessKeys(values, (keys) => change(keys, accessKeyId, author))) {
        return print(options, { accessKeyId, outcome: `${name}d` }, () => [`${name}d ${accessKeyId}`]);
      }
      throw new AccessKeyNotFoundError(
        `There is no access key ${accessKeyId}. Run borrow-license access-keys list to see those that there are.`,
      );
    });
}

async function withAccessKeys<Result>(
  { data, database, databasePassword: password, encryptionKey }: DatabaseValues & { readonly encryptionKey?: string },
  use: (keys: AccessKeys) => Promise<Result>,
): Promise<Result> {
  const folder = await openDataFolder(data);
  const storage = await openStorage({
    database: database ?? folder.databaseFile,
    ...(password === undefined ? {} : { password }),
  });
  try {
    const key = await encryptionKeyFor(encryptionKey, folder, storage);
    const clock = (): Date => new Date();
    return await use(createAccessKeys({ storage: storage.accessKeys, encryptionKey: key, clock, random: randomBytes }));
  } finally {
    await storage.close();
  }
}

async function policyOf({ licenses, operations, policy }: CreateOptions): Promise<Policy> {
  try {
    if (policy !== undefined) return checkedPolicy(JSON.parse(await readFile(policy, "utf8")));
    const [all] = ADMINISTRATOR_POLICY.statements;
    return checkedPolicy({
      statements: [{ ...all, ...(operations && { operations }), ...(licenses && { licenses }) }],
    });
  } catch (cause) {
    throw new ConfigurationInvalidError([cause instanceof Error ? cause.message : String(cause)]);
  }
}

function asEnvironment({ accessKeyId, secretAccessKey, sessionToken }: NewAccessKey): readonly string[] {
  const lines = [`AWS_ACCESS_KEY_ID=${accessKeyId}`, `AWS_SECRET_ACCESS_KEY=${secretAccessKey}`];
  return [...lines, ...(sessionToken === undefined ? [] : [`AWS_SESSION_TOKEN=${sessionToken}`])];
}

function list(text: string): readonly string[] {
  return text.split(",").map((pattern) => pattern.trim());
}
