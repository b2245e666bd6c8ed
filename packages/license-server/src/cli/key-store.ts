import type { SigningKeyListing } from "../signing/signing-key-listing.js";
import type { SigningKeys } from "../signing/signing-keys.js";
import { osUser } from "./os-user.js";
import { DATABASE_SETTINGS, type DatabaseValues, openStoredDatabase } from "./stored-database.js";

/** The settings that say where signing keys are. */
export const KEY_STORE: readonly ["data", "database", "databasePassword", "encryptionKey"] = [
  ...DATABASE_SETTINGS,
  "encryptionKey",
];

export interface KeyStoreValues extends DatabaseValues {
  readonly encryptionKey?: string;
}

/** Looks at a server's signing keys, and changes nothing. */
export async function withSigningKeyListing<Result>(
  values: DatabaseValues,
  use: (keys: SigningKeyListing) => Promise<Result>,
): Promise<Result> {
  const { SigningKeyListing } = await import("../signing/signing-key-listing.js");
  const storage = await openStoredDatabase(values);
  try {
    return await use(new SigningKeyListing({ storage: storage.signingKeys, clock: () => new Date() }));
  } finally {
    await storage.close();
  }
}

/** Uses a server's signing keys, also while it runs. They are as its first start leaves them. */
export async function withSigningKeys<Result>(
  { data, database, databasePassword: password, encryptionKey: given }: KeyStoreValues,
  use: (keys: SigningKeys) => Promise<Result>,
): Promise<Result> {
  const [{ openDataFolder }, { encryptionKeyFor }, { openStorage }, { SigningKeys }, { adoptFile }] = await Promise.all(
    [
      import("../data-folder/data-folder.js"),
      import("../auth/server-access.js"),
      import("../storage/open-storage.js"),
      import("../signing/signing-keys.js"),
      import("../signing/open-server-signing.js"),
    ],
  );
  const folder = await openDataFolder(data);
  const location = database ?? folder.databaseFile;
  const storage = await openStorage({ database: location, ...(password === undefined ? {} : { password }) });
  try {
    const encryptionKey = await encryptionKeyFor(given, folder, storage);
    const author = { osUser: osUser() };
    const keys = new SigningKeys({ storage: storage.signingKeys, encryptionKey, clock: () => new Date(), author });
    await adoptFile(folder.signingKeyFile, keys, { info: (_details: unknown, text?: string) => console.error(text) });
    // Where a key is missing, this may be the command that puts another one in its place.
    if (!(await keys.isMissing())) await keys.createDefault();
    return await use(keys);
  } finally {
    await storage.close();
  }
}
