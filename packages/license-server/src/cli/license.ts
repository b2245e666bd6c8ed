import { randomUUID } from "node:crypto";
import type { CreateLicenseRequest, License } from "@borrow-license/client";
import { Command } from "commander";
import { type ClientOptions, clientCommand, withClient } from "./client-command.js";
import { deleteCommand } from "./license-delete.js";
import { listCommand } from "./license-list.js";
import { versionCommand } from "./license-version.js";
import { columns, print } from "./print.js";
import { readMembers } from "./request-file.js";

const CREATE_EXAMPLE = `
The file has the members of CreateLicense in JSON or YAML; - is standard input. A ClientToken is added where there is none.

Example:
  borrow-license license create studio.yaml --endpoint http://127.0.0.1:4010`;

const SHOW_EXAMPLES = `
Examples:
  borrow-license license show arn:aws:license-manager::123456789012:license:l-1 --endpoint http://127.0.0.1:4010
  borrow-license license show arn:… --versions --json`;

const USAGE_EXAMPLE = `
Example:
  borrow-license license usage arn:aws:license-manager::123456789012:license:l-1 --json`;

/** `borrow-license license`: creates licenses, shows, changes and deletes them. */
export function licenseCommand(): Command {
  const command = new Command("license").description("Create licenses, look at them, change and delete them.");
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
      .option("--versions", "every version of it, the latest first, in place of one")
      .addHelpText("after", SHOW_EXAMPLES)
      .action(show),
  );
  command.addCommand(listCommand());
  command.addCommand(
    clientCommand("usage")
      .description("Show what is in use of a license.")
      .argument("<arn>", "the license")
      .addHelpText("after", USAGE_EXAMPLE)
      .action(usage),
  );
  command.addCommand(versionCommand());
  command.addCommand(deleteCommand());
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

interface ShowOptions extends ClientOptions {
  readonly version?: string;
  readonly versions?: boolean;
}

async function show(LicenseArn: string, options: ShowOptions): Promise<void> {
  if (options.versions) return showVersions(LicenseArn, options);
  const { version } = options;
  const { GetLicenseCommand } = await import("@borrow-license/client");
  const command = new GetLicenseCommand({ LicenseArn, ...(version === undefined ? {} : { Version: version }) });
  const { License: license = {} } = await withClient(options, (client) => client.send(command));
  print(options, license, () => licenseLines(license));
}

async function showVersions(LicenseArn: string, options: ShowOptions): Promise<void> {
  const { ListLicenseVersionsCommand } = await import("@borrow-license/client");
  const versions = await withClient(options, async (client) => {
    const found: License[] = [];
    for (let NextToken: string | undefined; ; ) {
      const more = NextToken === undefined ? {} : { NextToken };
      const page = await client.send(new ListLicenseVersionsCommand({ LicenseArn, ...more }));
      found.push(...(page.Licenses ?? []));
      NextToken = page.NextToken;
      if (NextToken === undefined) return found;
    }
  });
  print(options, versions, () => versions.flatMap((license) => [...licenseLines(license), ""]).slice(0, -1));
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
