import { constants, verify } from "node:crypto";
import type { Result } from "@borrow-license/bench/report";
import { createVerifier } from "fast-jwt";
import { importSPKI, jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { nodeEntry, verification } from "./built-package.ts";
import { type Comparison, compare } from "./compare.ts";
import { issued, NODE } from "./tokens.ts";

/** Verification at once against OpenSSL alone, and with promises against jose alone, at each size of key. */
export async function verifying(): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [modulusLength, goal] of [
    [2048, 0.85],
    [3072, undefined],
    [4096, 0.93],
  ] as const) {
    results.push(...(await compare(await atOnce(modulusLength, goal))));
    results.push(...(await compare(await withPromises(modulusLength))));
  }
  return results;
}

async function atOnce(modulusLength: number, goal: number | undefined): Promise<Comparison> {
  const { token, publicKey, publicKeyPem } = await issued(modulusLength);
  const end = token.lastIndexOf(".");
  const data = Buffer.from(token.slice(0, end));
  const signature = Buffer.from(token.slice(end + 1), "base64url");
  const parameters = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const verifier = nodeEntry.createSyncBorrowTokenVerifier(publicKeyPem);
  const fastJwt = createVerifier({ key: publicKeyPem, algorithms: ["PS384"], cache: false });
  return {
    name: `verify at once, RSA ${modulusLength}`,
    baseline: "crypto.verify",
    contenders: {
      "crypto.verify": () => verify("sha384", data, parameters, signature),
      "this package": () => verifier.verify(token, { nodeId: NODE }),
      "fast-jwt": () => fastJwt(token),
      jsonwebtoken: () => jsonwebtoken.verify(token, publicKey, { algorithms: ["PS384"] }),
    },
    calls: 200,
    goals: {
      "this package": { ...(goal === undefined ? {} : { ratio: goal }), aheadOf: ["fast-jwt", "jsonwebtoken"] },
    },
  };
}

async function withPromises(modulusLength: number): Promise<Comparison> {
  const { token, publicKeyPem } = await issued(modulusLength);
  const key = await importSPKI(publicKeyPem, "PS384");
  const verifier = await verification.createBorrowTokenVerifier(publicKeyPem);
  return {
    name: `verify with promises, RSA ${modulusLength}`,
    baseline: "jose.jwtVerify",
    contenders: {
      "jose.jwtVerify": () => jwtVerify(token, key, { algorithms: ["PS384"] }),
      "this package": () => verifier.verify(token, { nodeId: NODE }),
    },
    calls: 100,
    goals: { "this package": { ratio: 0.9 } },
  };
}
