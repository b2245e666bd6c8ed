import { createHmac, hash } from "node:crypto";
import type { Hash, SourceData } from "@smithy/types";

/**
 * SHA-256, or HMAC with it where there is a secret, as `@smithy/signature-v4` asks for it: one piece of data, and then the
 * digest.
 */
export class Sha256 implements Hash {
  readonly #key: Uint8Array | string | undefined;
  #data: Uint8Array | string = "";

  constructor(secret?: SourceData) {
    this.#key = secret === undefined ? undefined : bytesOf(secret);
  }

  update(data: SourceData): void {
    if (this.#data !== "") throw new TypeError("This hash takes one piece of data.");
    this.#data = bytesOf(data);
  }

  async digest(): Promise<Uint8Array> {
    if (this.#key !== undefined) return createHmac("sha256", this.#key).update(this.#data).digest();
    return hash("sha256", this.#data, "buffer");
  }

  reset(): void {
    this.#data = "";
  }
}

function bytesOf(data: SourceData): Uint8Array | string {
  if (typeof data === "string" || data instanceof Uint8Array) return data;
  if (!ArrayBuffer.isView(data)) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
