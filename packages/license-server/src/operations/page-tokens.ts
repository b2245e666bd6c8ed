import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidParameter, quoted } from "../domain/invalid-parameter.js";

/** Where in which list a page begins. */
export interface PagePosition {
  /** All that the list depends on, such as its operation, its account and its conditions: plain JSON. */
  readonly list: readonly unknown[];
  /** What the page before it ended with. */
  readonly after: string;
}

/**
 * Writes and reads the `NextToken`s of lists. A token holds a position, and a code by which any change of it is seen,
 * and its use for any other list (HMAC with SHA-256, RFC 2104).
 */
export interface PageTokens {
  write(position: PagePosition): Promise<string>;
  /**
   * Answers the position that a token holds.
   *
   * @throws InvalidParameterValueException when the token is not one that was answered for this list
   */
  read(list: readonly unknown[], token: string): Promise<string>;
}

const CODE_LENGTH = 32;

/** @param readKey reads the key of the codes, which is the same for all processes of a server, now and later */
export function createPageTokens(readKey: () => Promise<Uint8Array>): PageTokens {
  let known: Promise<Uint8Array> | undefined;
  const key = async (): Promise<Uint8Array> => {
    known ??= readKey();
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
  const code = async ({ after, list }: PagePosition): Promise<Buffer> =>
    createHmac("sha256", await key())
      .update(JSON.stringify([list, after]))
      .digest();
  return {
    async write(position) {
      return Buffer.concat([await code(position), Buffer.from(position.after)]).toString("base64url");
    },
    async read(list, token) {
      const bytes = Buffer.from(token, "base64url");
      const after = bytes.subarray(CODE_LENGTH).toString();
      const expected = await code({ list, after });
      const isWhole = bytes.length >= CODE_LENGTH && bytes.toString("base64url") === token;
      if (isWhole && timingSafeEqual(bytes.subarray(0, CODE_LENGTH), expected)) return after;
      throw invalidParameter(
        "NextToken",
        `is ${quoted(token)}, which was not answered for this list`,
        "Give the NextToken of the answer before with the same other members, or none to begin anew",
      );
    },
  };
}
