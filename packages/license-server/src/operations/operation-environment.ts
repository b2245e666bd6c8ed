import type { Access } from "../auth/access.js";
import type { RateLimiter } from "../auth/rate-limiter.js";
import type { RandomBytes } from "../domain/identifiers.js";
import type { LicenseSigner } from "../signing/license-signer.js";
import type { LicenseStorage } from "../storage/licenses/license-storage.js";
import type { KnownLicenses } from "./known-licenses.js";
import type { PageTokens } from "./page-tokens.js";

/** What every operation stands on. */
export interface OperationEnvironment {
  readonly storage: LicenseStorage;
  readonly issuer: LicenseSigner;
  readonly access: Access;
  readonly rateLimiter: RateLimiter;
  readonly clock: () => Date;
  readonly random: RandomBytes;
  readonly pageTokens: PageTokens;
  readonly knownLicenses: KnownLicenses;
  /** How many checkouts are being signed. */
  readonly signing: { count: number };
  /** The account that the server acts for: 12 digits. */
  readonly account: string;
  /** The region that the server serves. */
  readonly region: string;
  /** The endpoints of the servers of other regions, by region. */
  readonly peers: ReadonlyMap<string, string>;
}
