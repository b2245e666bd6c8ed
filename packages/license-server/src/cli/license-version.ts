import { randomUUID } from "node:crypto";
import type { CreateLicenseVersionRequest, License } from "@borrow-license/client";
import { type Command, Option } from "commander";
import { type ClientOptions, clientCommand, withClient } from "./client-command.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { columns, print } from "./print.js";
import { readMembers } from "./request-file.js";

interface VersionOptions extends ClientOptions {
  readonly sourceVersion?: string;
  readonly status?: string;
}

const EXAMPLES = `
The file has members of CreateLicenseVersion in JSON or YAML; - is standard input. What it leaves out stays as it is in the
latest version, which must still be the latest when the new one is created.

Examples:
  borrow-license license version arn:… --status SUSPENDED
  borrow-license license version arn:… changes.yaml --source-version 3`;

/** `borrow-license license version`: changes a license with its next version. */
export function versionCommand(): Command {
  return clientCommand("version")
    .description("Change a license: create its next version.")
    .argument("<arn>", "the license")
    .argument("[file]", "what changes")
    .addOption(
      new Option("--status <status>", "the status of the new version").choices([
        "AVAILABLE",
        "PENDING_AVAILABLE",
        "DEACTIVATED",
        "SUSPENDED",
        "EXPIRED",
      ]),
    )
    .option("--source-version <number>", "the version that the change is for (default: the latest)")
    .addHelpText("after", EXAMPLES)
    .action(createVersion);
}

async function createVersion(LicenseArn: string, file: string | undefined, options: VersionOptions): Promise<void> {
  const { sourceVersion, status } = options;
  if (file === undefined && status === undefined) {
    throw new CommandFailure("Say what changes: name a file, or a --status.", EXIT_CODES.misused);
  }
  const changes = {
    ...(file === undefined ? {} : await readMembers(file)),
    ...(status === undefined ? {} : { Status: status }),
    ...(sourceVersion === undefined ? {} : { SourceVersion: sourceVersion }),
  };
  const { CreateLicenseVersionCommand, GetLicenseCommand } = await import("@borrow-license/client");
  const { $metadata, ...created } = await withClient(options, async (client) => {
    const { License: latest = {} } = await client.send(new GetLicenseCommand({ LicenseArn }));
    return client.send(new CreateLicenseVersionCommand(nextVersion(LicenseArn, latest, changes)));
  });
  print(options, created, () =>
    columns({ License: created.LicenseArn, Status: created.Status, Version: created.Version }),
  );
}

/** The latest version's members and what changes of them. */
function nextVersion(LicenseArn: string, latest: License, changes: object): CreateLicenseVersionRequest {
  const { Issuer = {}, Status, Version } = latest;
  const { Name, SignKey } = Issuer;
  const request = {
    LicenseArn,
    LicenseName: latest.LicenseName,
    ProductName: latest.ProductName,
    Issuer: SignKey === undefined ? { Name } : { Name, SignKey },
    HomeRegion: latest.HomeRegion,
    Validity: latest.Validity,
    ...(latest.LicenseMetadata === undefined ? {} : { LicenseMetadata: latest.LicenseMetadata }),
    Entitlements: latest.Entitlements,
    ConsumptionConfiguration: latest.ConsumptionConfiguration,
    ...(KEPT.has(Status) ? { Status } : {}),
    SourceVersion: Version,
    ClientToken: randomUUID(),
    ...changes,
  };
  if ("Status" in request) return request as CreateLicenseVersionRequest;
  throw new CommandFailure(
    `The license is ${Status}, which may come from its validity alone. Give the new version's status with --status.`,
    EXIT_CODES.misused,
  );
}

/** The statuses that are the issuer's where they are shown. */
const KEPT: ReadonlySet<string | undefined> = new Set(["AVAILABLE", "DEACTIVATED", "SUSPENDED"]);
