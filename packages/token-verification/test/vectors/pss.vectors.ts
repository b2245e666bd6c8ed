// Signatures that others made to find the mistakes of verifiers, for both of ours: RFC 8017's corner cases, and every
// combination of parameters that is not the one of PS384.
import { expect, it } from "vitest";
import { prepareVerificationKeys, type VerificationKey } from "../../src/keys/verification-keys.js";
import { isSignedWith, prepareSyncVerificationKeys } from "../../src/node/sync-verification-keys.js";
import { isSignedWithAny } from "../../src/verified-claims.js";
import { downloadVectors, type Vector, vectorGroups } from "./wycheproof.js";

downloadVectors();

/** What both verifiers say, who have to agree. */
async function isAccepted(key: VerificationKey, { msg, sig }: Vector): Promise<boolean> {
  const [data, signature] = [Buffer.from(msg, "hex"), Buffer.from(sig, "hex")];
  const portable = await isSignedWithAny(
    await prepareVerificationKeys(key),
    new Uint8Array(signature),
    new Uint8Array(data),
  );
  const sync = prepareSyncVerificationKeys(key).some((prepared) => isSignedWith(prepared, signature, data));
  expect(sync).toBe(portable);
  return portable;
}

const PS384 = [2048, 4096].flatMap((bits) => {
  const [group] = vectorGroups(`rsa_pss_${bits}_sha384_mgf1_48_test`);
  return group === undefined ? [] : [{ bits, group }];
});

it.each(PS384)("accepts the sound signatures of $bits bits, and no other", async ({ group }) => {
  const { publicKeyJwk, publicKeyPem, tests } = group;
  if (publicKeyJwk === undefined) throw new Error("The vectors have no JWK any more.");
  for (const vector of tests) {
    const accepted = vector.result === "valid";
    expect([vector, await isAccepted(publicKeyPem, vector)]).toEqual([vector, accepted]);
    expect([vector, await isAccepted(publicKeyJwk, vector)]).toEqual([vector, accepted]);
  }
  expect(tests.filter(({ result }) => result === "valid")).toHaveLength(95);
  expect(tests.filter(({ result }) => result === "invalid")).toHaveLength(46);
});

it("refuses sound signatures with other hashes, mask generation functions and salts", async () => {
  const groups = vectorGroups("rsa_pss_misc_test");
  const accepted: unknown[] = [];
  for (const { publicKeyPem, sha, mgfSha, sLen, tests } of groups) {
    for (const vector of tests) if (await isAccepted(publicKeyPem, vector)) accepted.push([sha, mgfSha, sLen]);
  }
  expect(groups).toHaveLength(150);
  expect(accepted).toEqual([["SHA-384", "SHA-384", 48]]);
});
