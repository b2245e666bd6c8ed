import { base64url, type CryptoKey } from "jose";
import { BorrowTokenStateInvalidError } from "../borrow-token-error.js";
import type { StoredText } from "./stored-text.js";

/** What a record is bound to: the same text anywhere else is refused. */
export interface RecordBinding {
  readonly nodeId: string;
  readonly licenseArn: string;
  /** What only the application knows, or an empty text. */
  readonly secret: string;
}

const HMAC = { name: "HMAC", hash: "SHA-256" };
const FORM = /^(1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)) ([A-Za-z0-9_-]{43})\s*$/;

/** The record of the latest time that was seen, which whoever edits it without the key cannot make anew. */
export class SeenTimeRecord {
  readonly #text: StoredText;
  readonly #key: CryptoKey;

  private constructor(text: StoredText, key: CryptoKey) {
    this.#text = text;
    this.#key = key;
  }

  static async open(text: StoredText, { nodeId, licenseArn, secret }: RecordBinding): Promise<SeenTimeRecord> {
    const bytes = new TextEncoder().encode(JSON.stringify(["borrow-license seen time", nodeId, licenseArn, secret]));
    return new SeenTimeRecord(text, await crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign", "verify"]));
  }

  /**
   * Answers the time in milliseconds, or nothing where there is no record.
   *
   * @throws BorrowTokenStateInvalidError when the record is not one that was written here
   */
  async read(): Promise<number | undefined> {
    const text = await this.#text.read();
    if (text === undefined) return undefined;
    const [, content, date = "", code = ""] = FORM.exec(text) ?? [];
    if (content === undefined || !(await this.#isAuthentic(content, code))) {
      throw new BorrowTokenStateInvalidError(
        "The record of the time that was seen is not this node's for this license. Restore it, or borrow again.",
      );
    }
    return Date.parse(date);
  }

  /** Replaces the record, unless another process has seen a later time. Answers the time that it has now. */
  async raise(time: number): Promise<number> {
    const recorded = await this.read().catch((error: unknown) => {
      if (error instanceof BorrowTokenStateInvalidError) return undefined;
      throw error;
    });
    if (recorded !== undefined && recorded >= time) return recorded;
    const content = `1 ${new Date(time).toISOString()}`;
    const code = await crypto.subtle.sign(HMAC, this.#key, new TextEncoder().encode(content));
    await this.#text.write(`${content} ${base64url.encode(new Uint8Array(code))}\n`);
    return time;
  }

  #isAuthentic(content: string, code: string): Promise<boolean> {
    const bytes = new Uint8Array(base64url.decode(code));
    return crypto.subtle.verify(HMAC, this.#key, bytes, new TextEncoder().encode(content));
  }
}
