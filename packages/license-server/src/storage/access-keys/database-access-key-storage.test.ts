import { join } from "node:path";
import { onTestFinished } from "vitest";
import { accessKeyStorageContract } from "../../../test/access-key-storage-contract.js";
import { temporaryFolder } from "../../../test/folders.js";
import { openStorage } from "../open-storage.js";

accessKeyStorageContract("SQLite", async () => {
  const storage = await openStorage({ database: join(temporaryFolder(), "licenses.sqlite") });
  onTestFinished(() => storage.close());
  return storage.accessKeys;
});
