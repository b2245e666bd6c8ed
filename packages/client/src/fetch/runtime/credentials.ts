import type { AwsCredentialIdentity } from "@smithy/types";
import { CredentialsError } from "./client-errors.js";

/** Credentials, or a function that gets them. */
export type Credentials = AwsCredentialIdentity | (() => Promise<AwsCredentialIdentity>);

/** Credentials are got again this long before they expire, in milliseconds. */
const EARLY = 300_000;

/** Keeps what a provider gave until shortly before it expires. Calls at the same time share one question. */
export class CredentialsCache {
  readonly #provider: () => Promise<AwsCredentialIdentity>;
  #pending: Promise<AwsCredentialIdentity> | undefined;
  #current: AwsCredentialIdentity | undefined;

  constructor(credentials: Credentials) {
    this.#provider = typeof credentials === "function" ? credentials : async () => credentials;
    if (typeof credentials !== "function") this.#current = credentials;
  }

  /** @throws {CredentialsError} where the provider fails */
  get(now: number): AwsCredentialIdentity | Promise<AwsCredentialIdentity> {
    const current = this.#current;
    if (current !== undefined && !((current.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - now < EARLY)) {
      return current;
    }
    this.#pending ??= this.#refresh().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #refresh(): Promise<AwsCredentialIdentity> {
    try {
      this.#current = await this.#provider();
    } catch (cause) {
      throw new CredentialsError("The provider of credentials failed; `cause` says why.", { cause });
    }
    if (!this.#current?.accessKeyId || !this.#current.secretAccessKey) {
      this.#current = undefined;
      throw new CredentialsError("Credentials need `accessKeyId` and `secretAccessKey`.");
    }
    return this.#current;
  }
}
