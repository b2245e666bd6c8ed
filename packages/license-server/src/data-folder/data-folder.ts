import { existsSync, type Stats } from "node:fs";
import { mkdir, open, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DataFolderUnusableError, isLicenseServerError } from "../license-server-error.js";
import { checkPrivateFile, checkPrivateFolder, PRIVATE_FILE, PRIVATE_FOLDER } from "./permissions.js";

const DATABASE = "licenses.sqlite";
/** A data folder in a work tree must not be committed: it has a private key in it. */
const IGNORED = ".gitignore";

/** Where a license server keeps what has to outlive it. */
export interface DataFolder {
  /** The folder's absolute path. */
  readonly path: string;
  /** The SQLite database. It exists, perhaps empty. SQLite keeps `-wal` and `-shm` files beside it. */
  readonly databaseFile: string;
  /** Whether the database was written to before. */
  readonly isUsed: boolean;
  /** The key that secrets in the database are encrypted with. It may not exist yet. */
  readonly encryptionKeyFile: string;
  /** Where earlier versions had their signing key, in PKCS #8 PEM. */
  readonly signingKeyFile: string;
}

/**
 * Opens a data folder, and creates it where it does not exist. What it creates is for the owner alone.
 *
 * @throws UnsafePermissionsError when other users can change the folder, or read what has to be private
 * @throws DataFolderUnusableError when it cannot be created or opened
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const path = resolve(folder);
  try {
    const created = await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
    if (created !== undefined) await writeFile(join(path, IGNORED), "*\n", { mode: PRIVATE_FILE });
    checkPrivateFolder(path, await stat(path));
    const databaseFile = join(path, DATABASE);
    const { size } = await createPrivateFile(databaseFile);
    return {
      path,
      databaseFile,
      isUsed: size > 0,
      encryptionKeyFile: join(path, "encryption-key"),
      signingKeyFile: join(path, "signing-key.pem"),
    };
  } catch (cause) {
    if (isLicenseServerError(cause)) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    const remedy = "Choose a folder that this user can write to";
    throw new DataFolderUnusableError(`The data folder ${path} cannot be used: ${problem}. ${remedy}.`, { cause });
  }
}

/**
 * Opens a data folder to put a database into it. Where that fails, what it created is taken away again.
 *
 * @throws what `openDataFolder` and `fill` throw
 */
export async function fillDataFolder(folder: string, fill: (folder: DataFolder) => Promise<void>): Promise<void> {
  const path = resolve(folder);
  const newFolders = foldersUpward(path).filter((above) => !existsSync(above));
  const isNewDatabase = !existsSync(join(path, DATABASE));
  try {
    await fill(await openDataFolder(path));
  } catch (error) {
    if (isNewDatabase) await removeEmpty(join(path, DATABASE));
    if (newFolders.length > 0) await rm(join(path, IGNORED), { force: true });
    // A folder that somebody else has put something into meanwhile stays, and so do those above it.
    for (const made of newFolders) await rmdir(made).catch(() => undefined);
    throw error;
  }
}

/** The folder, the one that it is in, and so on. */
function foldersUpward(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...foldersUpward(above)];
}

async function removeEmpty(path: string): Promise<void> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.size === 0) await rm(path, { force: true });
}

/** SQLite gives the files that it adds the permissions of the database. */
async function createPrivateFile(path: string): Promise<Stats> {
  const file = await open(path, "a", PRIVATE_FILE);
  try {
    const stats = await file.stat();
    checkPrivateFile(path, stats);
    return stats;
  } finally {
    await file.close();
  }
}
