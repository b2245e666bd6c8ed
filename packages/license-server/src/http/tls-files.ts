import { unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Server } from "node:https";
import { createSecureContext } from "node:tls";
import { TlsFilesUnusableError } from "../license-server-error.js";

/** Where a server's TLS certificate is. */
export interface TlsFiles {
  /** The certificate and those above it, in PEM. */
  readonly certificateFile: string;
  /** The certificate's private key, in PEM. */
  readonly keyFile: string;
  /** How often to look whether they changed, in milliseconds. Default: 5,000. */
  readonly checkIntervalMs?: number;
  /** Gets told when changed files cannot be used. The server goes on with the ones before. */
  readonly onReloadFailure?: (error: unknown) => void;
}

/** A certificate and its key, in PEM. */
export interface TlsCredentials {
  readonly cert: string;
  readonly key: string;
}

/** @throws TlsFilesUnusableError when they cannot be read or do not belong together */
export async function readTlsFiles({ certificateFile, keyFile }: TlsFiles): Promise<TlsCredentials> {
  try {
    const [cert, key] = await Promise.all([readFile(certificateFile, "utf8"), readFile(keyFile, "utf8")]);
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new TlsFilesUnusableError(
      `The TLS certificate ${certificateFile} with the key ${keyFile} cannot be used: ${problem}. Give PEM files that belong together.`,
      { cause },
    );
  }
}

/**
 * Has a server use the files anew whenever they change, for new connections. Asking for changes works with every way of
 * replacing files, links that are switched included.
 *
 * @returns a function that ends it
 */
export function reloadTlsFiles(files: TlsFiles, server: Server): () => void {
  const { certificateFile, checkIntervalMs: interval = 5000, keyFile, onReloadFailure } = files;
  const reload = (): void => {
    readTlsFiles(files).then((credentials) => server.setSecureContext(credentials), onReloadFailure);
  };
  const paths = [certificateFile, keyFile];
  for (const path of paths) watchFile(path, { interval, persistent: false }, reload);
  return () => {
    for (const path of paths) unwatchFile(path, reload);
  };
}
