import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../folders.js";

/**
 * A data folder with a signing key of the least size, so that there is more of what is tested, storing, beside signing.
 *
 * @param folder where to make it. Default: in a temporary folder
 */
export function quickDataFolder(folder: string = join(temporaryFolder(), "data")): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  writeFileSync(join(folder, "signing-key.pem"), pem, { mode: 0o600 });
  return folder;
}
