import { examineDatabase, type Finding } from "../../src/storage/doctor/examine-database.js";
import { openStorage, type StorageOptions } from "../../src/storage/open-storage.js";

/** What an examination finds in a database, beside the servers that use it. */
export async function examine(options: StorageOptions): Promise<readonly Finding[]> {
  const storage = await openStorage(options);
  try {
    return await examineDatabase(storage.database, Math.floor(Date.now() / 1000));
  } finally {
    await storage.close();
  }
}
