import type { LicenseManagerService } from "@borrow-license/server-stub";
import { type Access, openAccess } from "./auth/access.js";
import { type RateLimiter, unlimitedRate } from "./auth/rate-limiter.js";
import { pooledRandomBytes, type RandomBytes } from "./domain/identifiers.js";
import { callerEnvironments } from "./operations/caller-environment.js";
import { checkInLicense } from "./operations/check-in-license.js";
import { checkoutBorrowLicense } from "./operations/checkout-borrow-license.js";
import { checkoutLicense } from "./operations/checkout-license.js";
import { createLicense } from "./operations/create-license.js";
import { createLicenseVersion } from "./operations/create-license-version.js";
import { deleteLicense } from "./operations/delete-license.js";
import { extendLicenseConsumption } from "./operations/extend-license-consumption.js";
import { getLicense } from "./operations/get-license.js";
import { getLicenseUsage } from "./operations/get-license-usage.js";
import { KnownLicenses } from "./operations/known-licenses.js";
import { listLicenseVersions } from "./operations/list-license-versions.js";
import { listLicenses } from "./operations/list-licenses.js";
import type { OperationEnvironment } from "./operations/operation-environment.js";
import { createPageTokens } from "./operations/page-tokens.js";
import { type LicenseSigner, licenseSignerOf } from "./signing/license-signer.js";
import type { TokenIssuer } from "./signing/token-issuer.js";
import type { LicenseStorage } from "./storage/licenses/license-storage.js";

/** The operations that a license server has: all of them. */
export type LicenseService = LicenseManagerService;

/** What can be chosen about a license service, whatever carries its requests. */
export interface LicenseServiceSettings {
  /**
   * The account that the service acts for where nobody tells who calls: 12 digits. A handler's `identifyCaller` tells it.
   * Default: `000000000000`.
   */
  readonly account?: string;
  /** The region that the service serves. Default: `us-east-1`. */
  readonly region?: string;
  /** The endpoints of the servers of other regions, by region. Licenses of those regions are redirected there. */
  readonly peers?: Readonly<Record<string, string>>;
  /** Decides who may call what. Default: everybody everything. */
  readonly access?: Access;
  /** Limits the rate of calls. Default: no limit. */
  readonly rateLimiter?: RateLimiter;
  /** Answers the present. Default: the system's clock. */
  readonly clock?: () => Date;
  /** Answers random bytes, of which ARNs and consumption tokens are made. Default: those of `node:crypto`. */
  readonly random?: RandomBytes;
}

/** What a license service stands on. */
export interface LicenseServiceOptions extends LicenseServiceSettings {
  /** Where licenses and leases are kept. */
  readonly storage: LicenseStorage;
  /** What signs the tokens of checkouts: one key for all licenses, or what knows the key of each. */
  readonly issuer: TokenIssuer | LicenseSigner;
}

/**
 * Makes the operations of a license server, for use behind any handler of `@borrow-license/server-stub`.
 *
 * @throws TypeError when the account, the region or a peer's endpoint is malformed
 *
 * @example
 * const storage = await openSqliteStorage(":memory:");
 * const { privateKeyPem } = await generateSigningKey();
 * const issuer = await createBorrowTokenIssuer({ key: privateKeyPem });
 * const handlers = createMswHandlers(createLicenseManagerHandler(createLicenseService({ storage, issuer })));
 */
export function createLicenseService(options: LicenseServiceOptions): LicenseService {
  const environment = callerEnvironments(operationEnvironment(options));
  return {
    checkInLicense: (input, context) => checkInLicense(environment(context), input, context),
    checkoutBorrowLicense: (input, context) => checkoutBorrowLicense(environment(context), input, context),
    checkoutLicense: (input, context) => checkoutLicense(environment(context), input, context),
    createLicense: (input, context) => createLicense(environment(context), input, context),
    createLicenseVersion: (input, context) => createLicenseVersion(environment(context), input, context),
    deleteLicense: (input, context) => deleteLicense(environment(context), input, context),
    extendLicenseConsumption: (input, context) => extendLicenseConsumption(environment(context), input, context),
    getLicense: (input, context) => getLicense(environment(context), input, context),
    getLicenseUsage: (input, context) => getLicenseUsage(environment(context), input, context),
    listLicenseVersions: (input, context) => listLicenseVersions(environment(context), input, context),
    listLicenses: (input, context) => listLicenses(environment(context), input, context),
  };
}

function operationEnvironment({
  access = openAccess,
  account = "000000000000",
  clock = () => new Date(),
  issuer,
  peers = {},
  random = pooledRandomBytes(),
  rateLimiter = unlimitedRate,
  region = "us-east-1",
  storage,
}: LicenseServiceOptions): OperationEnvironment {
  if (!/^[0-9]{12}$/.test(account)) throw new TypeError(`The account must have 12 digits; it is "${account}".`);
  checkRegion(region);
  for (const [peer, endpoint] of Object.entries(peers)) {
    checkRegion(peer);
    if (!isHttpUrl(endpoint)) throw new TypeError(`The endpoint of the peer ${peer} must be an http or https URL.`);
  }
  return {
    access,
    account,
    clock,
    issuer: licenseSignerOf(issuer),
    knownLicenses: new KnownLicenses(),
    pageTokens: createPageTokens(() => storage.sharedSecret(PAGE_TOKEN_KEY, random(PAGE_TOKEN_KEY_LENGTH))),
    peers: new Map(Object.entries(peers).map(([peer, endpoint]) => [peer, inAscii(endpoint)])),
    random,
    rateLimiter,
    region,
    signing: { count: 0 },
    storage,
  };
}

const PAGE_TOKEN_KEY = "page-tokens";
const PAGE_TOKEN_KEY_LENGTH = 32;

/** A URL in the form that a `Location` header can carry: as it is where it is in ASCII, encoded otherwise. */
function inAscii(url: string): string {
  return /^[\x21-\x7e]*$/.test(url) ? url : new URL(url).href;
}

function checkRegion(region: string): void {
  if (/^[a-z0-9-]{1,63}$/.test(region)) return;
  throw new TypeError(
    `A region has lower-case letters, digits and hyphens, such as us-east-1; this one is "${region}".`,
  );
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
