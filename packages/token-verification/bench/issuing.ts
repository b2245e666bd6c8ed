import { constants, sign } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Result } from "@borrow-license/bench/report";
import { issuing as issuerEntry } from "./built-package.ts";
import { type Comparison, compare } from "./compare.ts";
import { CLAIMS, issued } from "./tokens.ts";

/** Issuing with all cores busy, against OpenSSL alone on the same threads. */
export async function issuing(): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const modulusLength of [2048, 3072, 4096]) results.push(...(await compare(await manyAtOnce(modulusLength))));
  return results;
}

async function manyAtOnce(modulusLength: number): Promise<Comparison> {
  const { token, privateKey, privateKeyPem } = await issued(modulusLength);
  const data = Buffer.from(token.slice(0, token.lastIndexOf(".")));
  const parameters = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const issuer = await issuerEntry.createBorrowTokenIssuer({ key: privateKeyPem, issuer: "Example Vendor" });
  return {
    name: `issue, RSA ${modulusLength}`,
    baseline: "crypto.sign",
    contenders: {
      "crypto.sign": () =>
        new Promise((resolve, reject) => {
          sign("sha384", data, parameters, (error, signature) => (error === null ? resolve(signature) : reject(error)));
        }),
      "this package": () => issuer.issue(CLAIMS),
    },
    concurrency: availableParallelism() * 4,
    calls: modulusLength === 4096 ? 40 : 100,
    goals: { "this package": { ratio: 0.95 } },
  };
}
