import { checkPrime, createHash, createHmac, createPrivateKey, type JsonWebKey } from "node:crypto";
import { promisify } from "node:util";

const isPrime: (candidate: bigint) => Promise<boolean> = promisify(checkPrime);

const PUBLIC_EXPONENT = 65_537n;
const PRIME_BITS = 1024;

/**
 * Makes an RSA private key of 2048 bits of a text: the same for the same text, on every machine. Tests can verify tokens
 * with a key that they know, across restarts. Whoever knows the text has the key, so it is for nothing but tests.
 *
 * @param seed the text
 * @returns PKCS #8 in PEM
 */
export async function deterministicKey(seed: string): Promise<string> {
  const [p, q] = descending(await primeOf(seed, "p"), await primeOf(seed, "q"));
  const d = inverse(PUBLIC_EXPONENT, (p - 1n) * (q - 1n));
  const key: JsonWebKey = {
    kty: "RSA",
    n: base64url(p * q),
    e: base64url(PUBLIC_EXPONENT),
    d: base64url(d),
    p: base64url(p),
    q: base64url(q),
    dp: base64url(d % (p - 1n)),
    dq: base64url(d % (q - 1n)),
    qi: base64url(inverse(q, p)),
  };
  return createPrivateKey({ key, format: "jwk" }).export({ type: "pkcs8", format: "pem" }).toString();
}

/** The first prime from a number on that follows from the seed. Its two highest bits make a product of full length. */
async function primeOf(seed: string, which: string): Promise<bigint> {
  const start = BigInt(`0x${bytesOf(seed, which, PRIME_BITS / 8).toString("hex")}`);
  const highest = 3n << BigInt(PRIME_BITS - 2);
  let candidate = (start % (1n << BigInt(PRIME_BITS - 2))) | highest | 1n;
  while ((candidate - 1n) % PUBLIC_EXPONENT === 0n || !(await isPrime(candidate))) candidate += 2n;
  return candidate;
}

/** Bytes that follow from the seed: HMAC-SHA-512 of a counter. */
function bytesOf(seed: string, which: string, length: number): Buffer {
  const key = createHash("sha512").update(seed).digest();
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, index) =>
    createHmac("sha512", key).update(`${which} ${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

/** The number that gives 1 when it is multiplied, by the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [modulus, value % modulus];
  let [before, factor] = [0n, 1n];
  while (current !== 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [before, factor] = [factor, before - quotient * factor];
  }
  return ((before % modulus) + modulus) % modulus;
}

function descending(one: bigint, other: bigint): readonly [bigint, bigint] {
  return one > other ? [one, other] : [other, one];
}

function base64url(value: bigint): string {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex").toString("base64url");
}
