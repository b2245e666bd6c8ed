import { examineDatabase, type Finding } from "../../src/storage/doctor/examine-database.js";
import { openStorage, type StorageOptions } from "../../src/storage/open-storage.js";

/**
 * What an examination finds in a database, beside the servers that use it.
 *
 * @param at by how many seconds the servers' clock is ahead
 */
export async function examine({
  at = 0,
  ...options
}: StorageOptions & { readonly at?: number }): Promise<readonly Finding[]> {
  const storage = await openStorage(options);
  try {
    return await examineDatabase(storage.database, Math.floor(Date.now() / 1000) + at);
  } finally {
    await storage.close();
  }
}
