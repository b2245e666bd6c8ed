import { randomFillSync } from "node:crypto";

/** A source of random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Bytes that are drawn together: asking for each few would cost more than making them. */
const POOL_LENGTH = 4096;

/** Random bytes fit for secrets, from a supply of this function's own. */
export function pooledRandomBytes(): RandomBytes {
  let pool = Buffer.alloc(0);
  return (length) => {
    if (length > pool.length) pool = randomFillSync(Buffer.alloc(Math.max(POOL_LENGTH, length)));
    const taken = pool.subarray(0, length);
    pool = pool.subarray(length);
    return taken;
  };
}

/** A new license's ARN: `arn:aws:license-manager::<account>:license:l-` and 32 hexadecimal digits. */
export function newLicenseArn(account: string, random: RandomBytes): string {
  return `arn:aws:license-manager::${account}:license:l-${hexadecimal(random, 16)}`;
}

/**
 * A new checkout's identity: 32 hexadecimal digits, of which the first 12 are the milliseconds since 1970 and the others
 * random, as in a UUID of version 7 (RFC 9562). Databases keep what is in the order of time at less cost.
 */
export function newConsumptionToken(random: RandomBytes, now: Date): string {
  const time = Math.max(0, now.getTime()).toString(16).padStart(12, "0");
  return `${time}${hexadecimal(random, 10)}`;
}

function hexadecimal(random: RandomBytes, length: number): string {
  return Buffer.from(random(length)).toString("hex");
}
