import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../../test/folders.js";
import { signingKeyStorageContract } from "../../../test/signing-key-storage-contract.js";
import { openStorage } from "../open-storage.js";

signingKeyStorageContract("SQLite", async () => {
  const storage = await openStorage({ database: join(temporaryFolder(), "licenses.sqlite") });
  onTestFinished(() => storage.close());
  return storage;
});
