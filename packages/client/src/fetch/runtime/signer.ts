import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex, toUint8Array } from "@smithy/core/serde";
import { createScope, getCanonicalHeaders, SignatureV4Base } from "@smithy/signature-v4";
import type { AwsCredentialIdentity } from "@smithy/types";

/** What is signed. */
export interface UnsignedRequest {
  readonly host: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

const ALGORITHM = "AWS4-HMAC-SHA256";

/**
 * Signs requests with Signature Version 4, in AWS's own canonical form. SHA-256 is computed synchronously: for requests
 * of this size Web Cryptography, which answers through a promise, takes several times as long.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class Signer extends SignatureV4Base {
  /** A second's date as it is sent: writing dates takes as long as hashing a request. */
  #second = Number.NaN;
  #dates: { readonly longDate: string; readonly shortDate: string } | undefined;
  /** The key holds for a day, a region and the credentials; deriving it takes longer than signing. */
  #derived: { readonly id: string; readonly key: ReturnType<typeof hmac.create> } | undefined;

  constructor(service: string) {
    // The base class makes canonical forms. Region, credentials and hash come with each request.
    super({ service, region: "", credentials: { accessKeyId: "", secretAccessKey: "" }, sha256: class {} as never });
  }

  /**
   * Adds the headers of a signature.
   *
   * @param now in milliseconds since 1970
   */
  sign(request: UnsignedRequest, region: string, credentials: AwsCredentialIdentity, now: number): void {
    const { body, headers, host, path } = request;
    const { longDate, shortDate } = this.#datesOf(now);
    headers["x-amz-date"] = longDate;
    if (credentials.sessionToken !== undefined) headers["x-amz-security-token"] = credentials.sessionToken;
    const canonicalHeaders = getCanonicalHeaders({ headers: { ...headers, host } } as never);
    const canonicalRequest = this.createCanonicalRequest(
      { method: "POST", path, query: {} } as never,
      canonicalHeaders,
      hashOf(body),
    );
    const scope = createScope(shortDate, region, this.service);
    const signature = this.#key(scope, credentials.secretAccessKey)
      .clone()
      .update(toUint8Array(`${ALGORITHM}\n${longDate}\n${scope}\n${hashOf(canonicalRequest)}`))
      .digest();
    headers["authorization"] =
      `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, ` +
      `SignedHeaders=${this.getCanonicalHeaderList(canonicalHeaders)}, Signature=${toHex(signature)}`;
  }

  #datesOf(now: number): { readonly longDate: string; readonly shortDate: string } {
    const second = Math.floor(now / 1000);
    if (this.#dates === undefined || this.#second !== second) {
      this.#second = second;
      this.#dates = this.formatDate(new Date(now));
    }
    return this.#dates;
  }

  #key(scope: string, secret: string): ReturnType<typeof hmac.create> {
    const id = `${scope}\n${secret}`;
    if (this.#derived?.id !== id) {
      const key = scope
        .split("/")
        .reduce((previous, part) => hmac(sha256, previous, toUint8Array(part)), toUint8Array(`AWS4${secret}`));
      this.#derived = { id, key: hmac.create(sha256, key) };
    }
    return this.#derived.key;
  }
}

function hashOf(body: string | Uint8Array): string {
  return toHex(sha256(toUint8Array(body)));
}
