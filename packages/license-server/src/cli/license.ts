import { randomUUID } from "node:crypto";
import type { CreateLicenseRequest, License } from "@borrow-license/client";
import { Command } from "commander";
import { type ClientOptions, clientCommand, withClient } from "./client-command.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { columns, print } from "./print.js";
import { readText } from "./token-file.js";

const CREATE_EXAMPLE = `
The file has the members of CreateLicense in JSON or YAML; - is standard input. A ClientToken is added where there is none.

Example:
  borrow-license license create studio.yaml --endpoint http://127.0.0.1:4010`;

/** `borrow-license license`: creates licenses and shows them. */
export function licenseCommand(): Command {
  const command = new Command("license").description("Create licenses and look at them.");
  command.addCommand(
    clientCommand("create")
      .description("Create a license.")
      .argument("<file>", "what the license is")
      .addHelpText("after", CREATE_EXAMPLE)
      .action(create),
  );
  command.addCommand(
    clientCommand("show")
      .description("Show a license.")
      .argument("<arn>", "the license")
      .option("--version <number>", "a version of it (default: the latest)")
      .action(show),
  );
  command.addCommand(
    clientCommand("usage")
      .description("Show what is in use of a license.")
      .argument("<arn>", "the license")
      .action(usage),
  );
  return command;
}

async function create(file: string, options: ClientOptions): Promise<void> {
  const input = { ClientToken: randomUUID(), ...(await readMembers(file)) } as CreateLicenseRequest;
  const { CreateLicenseCommand } = await import("@borrow-license/client");
  const { $metadata, ...created } = await withClient(options, (client) => client.send(new CreateLicenseCommand(input)));
  print(options, created, () =>
    columns({ License: created.LicenseArn, Status: created.Status, Version: created.Version }),
  );
}

async function show(LicenseArn: string, options: ClientOptions & { readonly version?: string }): Promise<void> {
  const { GetLicenseCommand } = await import("@borrow-license/client");
  const { version } = options;
  const command = new GetLicenseCommand({ LicenseArn, ...(version === undefined ? {} : { Version: version }) });
  const { License: license = {} } = await withClient(options, (client) => client.send(command));
  print(options, license, () => licenseLines(license));
}

function licenseLines(license: License): readonly string[] {
  return columns({
    License: license.LicenseArn,
    Name: license.LicenseName,
    Product: license.ProductName,
    SKU: license.ProductSKU,
    Issuer: license.Issuer?.Name,
    Beneficiary: license.Beneficiary,
    Status: license.Status,
    Version: license.Version,
    From: license.Validity?.Begin,
    Until: license.Validity?.End,
    Entitlements: license.Entitlements?.map(({ MaxCount, Name, Unit, Value }) =>
      Unit === "None" ? `${Name}${Value === undefined ? "" : `=${Value}`}` : `${Name}=${MaxCount ?? 0}:${Unit}`,
    ).join(", "),
  });
}

async function usage(LicenseArn: string, options: ClientOptions): Promise<void> {
  const { GetLicenseUsageCommand } = await import("@borrow-license/client");
  const command = new GetLicenseUsageCommand({ LicenseArn });
  const { LicenseUsage = {} } = await withClient(options, (client) => client.send(command));
  const rows = LicenseUsage.EntitlementUsages ?? [];
  print(options, LicenseUsage, () =>
    columns(
      Object.fromEntries(
        rows.map(({ ConsumedValue, MaxCount, Name = "", Unit }) => [
          Name,
          `${ConsumedValue}${MaxCount === undefined ? "" : ` of ${MaxCount === "0" ? "any number" : MaxCount}`} (${Unit})`,
        ]),
      ),
    ),
  );
}

async function readMembers(file: string): Promise<object> {
  const content = await readText(file, "file");
  const { parse } = await import("yaml");
  try {
    const members: unknown = parse(content);
    if (typeof members === "object" && members !== null && !Array.isArray(members)) return members;
  } catch (cause) {
    throw new CommandFailure(`The file ${file} is neither JSON nor YAML.`, EXIT_CODES.misused, { cause });
  }
  throw new CommandFailure(`The file ${file} holds no members. Give those of the request.`, EXIT_CODES.misused);
}
