import type { Command } from "commander";
import { type ClientOptions, clientCommand, withClient } from "./client-command.js";
import { columns, print } from "./print.js";

interface DeleteOptions extends ClientOptions {
  readonly sourceVersion: string;
}

const EXAMPLES = `
Nothing can be checked out any more. It is deleted when the last lease that is active now has expired. There is no way back.
The version, which "license show" tells, guards against deleting what somebody changed meanwhile.

Example:
  borrow-license license delete arn:aws:license-manager::123456789012:license:l-1 --source-version 2`;

/** `borrow-license license delete`: deletes a license. */
export function deleteCommand(): Command {
  return clientCommand("delete")
    .description("Delete a license.")
    .argument("<arn>", "the license")
    .requiredOption("--source-version <number>", "its latest version")
    .addHelpText("after", EXAMPLES)
    .action(remove);
}

async function remove(LicenseArn: string, options: DeleteOptions): Promise<void> {
  const { DeleteLicenseCommand } = await import("@borrow-license/client");
  const command = new DeleteLicenseCommand({ LicenseArn, SourceVersion: options.sourceVersion });
  const { $metadata, ...deleted } = await withClient(options, (client) => client.send(command));
  print(options, deleted, () =>
    columns({ License: LicenseArn, Status: deleted.Status, Deleted: deleted.DeletionDate }),
  );
}
