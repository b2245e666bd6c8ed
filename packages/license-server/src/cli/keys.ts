import { Command, InvalidArgumentError, Option } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS } from "../configuration/settings.js";
import { readPrivateFile } from "../data-folder/private-file.js";
import { DEFAULT_KEY } from "../signing/default-key.js";
import type { SigningKeySource } from "../signing/key-material.js";
import type { SigningKeyListing } from "../signing/signing-key-listing.js";
import type { SigningKeySummary } from "../signing/signing-key-summary.js";
import { CommandFailure } from "./command-failure.js";
import { duration } from "./duration-option.js";
import { EXIT_CODES } from "./exit-codes.js";
import { KEY_STORE, withSigningKeyListing, withSigningKeys } from "./key-store.js";
import { keyDetails, keyLine } from "./keys-print.js";
import { print } from "./print.js";
import { readSettings } from "./read-settings.js";

const AFTER_HELP = `
Licenses name a key in Issuer.SignKey; a key with --issuer signs that issuer's other licenses, and the key "${DEFAULT_KEY}"
all the rest. A rotated key keeps its name. Old keys stay published until their last token expires. Private keys are kept
encrypted and are never shown. It works while servers run, which notice within two seconds.

Examples:
  borrow-license keys create example-software --issuer "Example Software"
  borrow-license keys create hardware --kms alias/licenses
  borrow-license keys rotate ${DEFAULT_KEY} --activate-in 30d
  borrow-license keys export --format pem --out public-key.pem
  borrow-license keys retire NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs --compromised`;

/** `borrow-license keys`: what tokens are signed with. */
export function keysCommand(): Command {
  return new Command("keys")
    .description("Create, list, show, rotate, retire and export the keys that tokens are signed with.")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(rotateCommand())
    .addCommand(retireCommand())
    .addCommand(exportCommand())
    .addHelpText("afterAll", AFTER_HELP);
}

interface SourceOptions {
  readonly bits?: number;
  readonly privateKey?: string;
  readonly kms?: string;
  readonly json?: boolean;
}

function createCommand(): Command {
  const names = [...KEY_STORE, "account"] as const;
  return withSource(
    addSettingOptions(new Command("create").description("Create a key, which signs at once."), SETTINGS, names)
      .argument("<name>", "what licenses name it by in Issuer.SignKey")
      .option("--issuer <name>", "sign the account's licenses of this issuer that name no key"),
  ).action(async (name: string, options: SourceOptions & { readonly issuer?: string }, command: Command) => {
    const { values } = await readSettings(command, names);
    const source = await sourceOf(options);
    const owner = name === DEFAULT_KEY ? {} : { account: values.account };
    const issuer = options.issuer === undefined ? {} : { issuerName: options.issuer };
    const key = await withSigningKeys(values, (keys) => keys.create({ name, source, ...owner, ...issuer }));
    print(options, key, () => keyDetails(key));
  });
}

function listCommand(): Command {
  return addSettingOptions(new Command("list").description("List the keys."), SETTINGS, KEY_STORE)
    .option("--json", "print JSON, with the public keys")
    .action(async (options: { readonly json?: boolean }, command: Command) => {
      const { values } = await readSettings(command, KEY_STORE);
      const all = await withSigningKeyListing(values, (keys) => keys.list());
      print(options, all, () => all.map(keyLine));
    });
}

function showCommand(): Command {
  return addSettingOptions(new Command("show").description("Show the keys of a name, or one key."), SETTINGS, KEY_STORE)
    .argument("<name-or-id>", "the name, or the ID of one key")
    .option("--json", "print JSON, with the public keys")
    .action(async (nameOrId: string, options: { readonly json?: boolean }, command: Command) => {
      const { values } = await readSettings(command, KEY_STORE);
      const found = await withSigningKeyListing(values, (keys) => keys.find(nameOrId));
      print(options, found, () => found.flatMap((key, index) => [...(index === 0 ? [] : [""]), ...keyDetails(key)]));
    });
}

function rotateCommand(): Command {
  return withSource(
    addSettingOptions(
      new Command("rotate").description("Create the next key of a name; what the present one signed stays valid."),
      SETTINGS,
      KEY_STORE,
    )
      .argument("[name]", "the key's name", DEFAULT_KEY)
      .addOption(
        new Option(
          "--activate-in <duration>",
          "how long it is published before it signs, for applications to get it: seconds, or 10m, 12h, 30d",
        )
          .argParser(duration)
          // Twice as long as the published keys may be kept by others.
          .default(600, "10m"),
      ),
  ).action(async (name: string, options: SourceOptions & { readonly activateIn: number }, command: Command) => {
    const { values } = await readSettings(command, KEY_STORE);
    const source = await sourceOf(options);
    const key = await withSigningKeys(values, (keys) => keys.rotate(name, options.activateIn, source));
    print(options, key, () => keyDetails(key));
  });
}

interface RetireOptions {
  readonly compromised?: boolean;
  readonly evenIfNamed?: boolean;
  readonly json?: boolean;
}

function retireCommand(): Command {
  return addSettingOptions(
    new Command("retire").description(
      "Make a key never sign again, and delete its private half; it stays published until its last token expires.",
    ),
    SETTINGS,
    KEY_STORE,
  )
    .argument("<name-or-id>", "all keys of a name, or one by its ID")
    .option("--compromised", "publish it no more, so that applications that ask for the keys refuse its tokens")
    .option("--even-if-named", "although licenses name it, of which nothing can be borrowed then")
    .option("--json", "print JSON")
    .action(async (nameOrId: string, options: RetireOptions, command: Command) => {
      const { values } = await readSettings(command, KEY_STORE);
      const { compromised: isWithdrawn = false, evenIfNamed = false } = options;
      const retired = await withSigningKeys(values, (keys) => keys.retire(nameOrId, { isWithdrawn, evenIfNamed }));
      print(options, retired, () => retired.map(keyLine));
    });
}

interface ExportOptions {
  readonly format: "jwks" | "pem";
  readonly out?: string;
  readonly json?: boolean;
}

function exportCommand(): Command {
  return addSettingOptions(
    new Command("export").description("Print the public keys that verify tokens: all, or those of a name or an ID."),
    SETTINGS,
    KEY_STORE,
  )
    .argument("[name-or-id]", "a name, or the ID of one key (default: all)")
    .addOption(
      new Option("--format <format>", "a JWK Set, or PEM with one block for each key")
        .choices(["jwks", "pem"])
        .default("jwks"),
    )
    .option("--out <file>", "write them to a file")
    .option("--json", "print JSON, with the keys in their format as a text")
    .action(async (nameOrId: string | undefined, { format, json, out }: ExportOptions, command: Command) => {
      const { values } = await readSettings(command, KEY_STORE);
      const found = await withSigningKeyListing(values, (keys) => meant(keys, nameOrId));
      const published = found.filter(({ isPublished }) => isPublished);
      if (published.length === 0) throw new CommandFailure(NOTHING_PUBLISHED, EXIT_CODES.failed);
      const { pemOf } = await import("../http/public-key-routes.js");
      const text = format === "pem" ? published.map(({ publicJwk }) => pemOf(publicJwk)).join("") : setOf(published);
      if (out !== undefined) await writePublicFile(out, text);
      if (json) print({ json }, { format, keyIds: published.map(({ keyId }) => keyId), file: out, text }, () => []);
      else if (out === undefined) process.stdout.write(text);
    });
}

const NOTHING_PUBLISHED =
  "No such key is published: it is retired and its last token has expired, or it was compromised.";

function meant(keys: SigningKeyListing, nameOrId: string | undefined): Promise<readonly SigningKeySummary[]> {
  return nameOrId === undefined ? keys.list() : keys.find(nameOrId);
}

function setOf(published: readonly SigningKeySummary[]): string {
  return `${JSON.stringify({ keys: published.map(({ publicJwk }) => publicJwk) }, undefined, 2)}\n`;
}

async function writePublicFile(path: string, text: string): Promise<void> {
  const { writeFile } = await import("node:fs/promises");
  await writeFile(path, text).catch((cause: NodeJS.ErrnoException) => {
    throw new CommandFailure(`The file ${path} cannot be written: ${cause.code}.`, EXIT_CODES.failed, { cause });
  });
}

function withSource(command: Command): Command {
  return command
    .addOption(new Option("--bits <length>", "length of the RSA key: 2048 to 8192; default: 3072").argParser(bits))
    .addOption(
      new Option(
        "--private-key <file>",
        "take this key in place of a new one: RSA, PKCS #8 in PEM, mode 0600",
      ).conflicts(["bits", "kms"]),
    )
    .addOption(
      new Option("--kms <key>", "ID, ARN or alias of a key in AWS KMS, which never leaves it").conflicts("bits"),
    )
    .option("--json", "print JSON");
}

async function sourceOf({ bits: modulusLength, kms, privateKey }: SourceOptions): Promise<SigningKeySource> {
  if (kms !== undefined) return { kmsKeyId: kms };
  if (privateKey === undefined) return modulusLength === undefined ? {} : { modulusLength };
  const privateKeyPem = await readPrivateFile(privateKey);
  if (privateKeyPem !== undefined) return { privateKeyPem };
  throw new CommandFailure(`There is no file ${privateKey}. Name the private key's.`, EXIT_CODES.failed);
}

function bits(text: string): number {
  const length = Number(text);
  if (/^[0-9]{4}$/.test(text) && length >= 2048 && length <= 8192) return length;
  throw new InvalidArgumentError("Give a whole number from 2048 to 8192.");
}
