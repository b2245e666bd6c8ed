import type * as NodeEntry from "../../src/node/index.js";
import type { PortableCase } from "./portable-cases.js";

/** Cases of the entry point `./node`, for Node.js only. */
export async function nodeCases(entry: typeof NodeEntry): Promise<readonly PortableCase[]> {
  const { constants, generateKeyPairSync, KeyObject, sign } = await import("node:crypto");
  const { mkdtemp, rm } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const verifier = entry.createSyncBorrowTokenVerifier(publicKey);
  const input = `${part({ alg: "PS384" })}.${part({
    licenseArn: "arn:aws:license-manager::123456789012:license:l-1",
    licenseConsumptionToken: "7f6f2b6c",
    entitlementsAllowed: [{ name: "seats", value: "2", unit: "Count" }],
    issuedAt: "2026-03-01T10:00:00",
    expiration: "9999-03-01T10:00:00",
  })}`;

  function outcomeOf(options: object): unknown {
    const signature = sign("sha384", Buffer.from(input), { key: privateKey, ...options }).toString("base64url");
    try {
      return verifier.verify(`${input}.${signature}`, { allowUnbound: true }).licenseConsumptionToken;
    } catch (error) {
      return entry.isBorrowTokenError(error) ? error.code : String(error);
    }
  }

  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING };
  return [
    { name: "verifies at once", run: async () => same(outcomeOf({ ...pss, saltLength: 48 }), "7f6f2b6c") },
    { name: "refuses PKCS #1 v1.5 at once", run: async () => same(outcomeOf({}), "signature") },
    ...[0, 47, 49, 64].map((saltLength) => ({
      name: `refuses a salt of ${saltLength} bytes at once`,
      run: async () => same(outcomeOf({ ...pss, saltLength }), "signature"),
    })),
    {
      // Until Node.js 24, all that ask for a CryptoKey's KeyObject get the same one.
      name: "leaves the caller's CryptoKey as it is",
      run: async () => {
        const spki = publicKey.export({ type: "spki", format: "der" });
        const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
        const key = await crypto.subtle.importKey("spki", new Uint8Array(spki), algorithm, true, ["verify"]);
        entry.createSyncBorrowTokenVerifier(key as never);
        same(Object.hasOwn(KeyObject.from(key), "padding"), false);
      },
    },
    {
      name: "keeps a text in a file",
      run: async () => {
        const folder = await mkdtemp(join(tmpdir(), "portable-"));
        const file = entry.textFile(join(folder, "text"));
        await file.write("kept");
        same(await file.read(), "kept");
        await rm(folder, { recursive: true });
      },
    },
  ];
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function same(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`expected ${expected}, got ${actual}`);
}
