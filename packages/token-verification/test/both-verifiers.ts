import { expect } from "vitest";
import { type BorrowTokenClaims, verifyBorrowToken as verifyPortably } from "../src/index.js";
import { verifyBorrowTokenSync } from "../src/node/index.js";

/** Verifies a token in both ways, which have to agree to the letter, and answers what they answer. */
export async function verifyBorrowToken(...parameters: Parameters<typeof verifyPortably>): Promise<BorrowTokenClaims> {
  const [portable, sync] = await Promise.allSettled([
    verifyPortably(...parameters),
    (async () => verifyBorrowTokenSync(...parameters))(),
  ]);
  expect(sync).toEqual(portable);
  if (portable.status === "rejected") throw portable.reason;
  return portable.value;
}
