import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  CheckInLicenseCommand,
  CheckoutBorrowLicenseCommand,
  CheckoutLicenseCommand,
  CreateLicenseCommand,
  CreateLicenseVersionCommand,
  ExtendLicenseConsumptionCommand,
  GetLicenseUsageCommand,
  type LicenseManagerServiceException,
  ListLicenseVersionsCommand,
} from "@borrow-license/client";
import type { WireClient } from "./wire-client.js";

/** A license that the load is about. */
interface LoadedLicense {
  readonly arn: string;
  readonly sku: string;
  readonly maxCount: number;
  /** How many versions servers have acknowledged. */
  versions: number;
}

/** A checkout that a server has acknowledged. */
interface Acknowledged {
  readonly license: LoadedLicense;
  readonly seats: number;
  readonly clientToken: string;
  readonly isBorrowed: boolean;
  readonly consumptionToken: string;
  /** The answer's body. */
  readonly bytes: string;
  isReturned: boolean;
  /** Whether the answer was compared since it was acknowledged. */
  isCompared: boolean;
}

/** What a request came to. */
type Settled = "done" | "refused";

export interface LicenseLoadOptions {
  /** The servers that can be called at the moment. Requests wait while there are none. */
  readonly clients: () => readonly WireClient[];
  /** How many requests there are at the same time. */
  readonly workers: number;
}

const ISSUER = "Example Software";
const FINGERPRINT = `aws:000000000000:${ISSUER}:issuer-fingerprint`;
const LICENSES = [
  { sku: "hot", maxCount: 40 },
  { sku: "wide", maxCount: 100_000 },
  { sku: "small", maxCount: 5 },
] as const;

/**
 * Applications that borrow, return, extend and repeat requests, and a vendor who makes versions, all at the same time. Each goes on
 * with a request until it knows what came of it, as an application has to, and remembers what it was told.
 */
export class LicenseLoad {
  readonly #options: LicenseLoadOptions;
  readonly #licenses: LoadedLicense[] = [];
  readonly #acknowledged: Acknowledged[] = [];
  readonly #problems: string[] = [];
  #unknown = 0;
  #refused = 0;
  #running: Promise<unknown> = Promise.resolve();
  #isStopped = true;

  constructor(options: LicenseLoadOptions) {
    this.#options = options;
  }

  /** Creates the licenses. */
  async prepare(): Promise<void> {
    for (const { maxCount, sku } of LICENSES) {
      const { LicenseArn = "" } = await (await this.#client()).client.send(
        new CreateLicenseCommand({
          ...licenseTerms(sku, maxCount, "1"),
          ProductSKU: sku,
          Beneficiary: "Example Ltd.",
          ClientToken: randomUUID(),
        }),
      );
      this.#licenses.push({ arn: LicenseArn, sku, maxCount, versions: 1 });
    }
  }

  /** Begins to make requests. */
  start(): void {
    this.#isStopped = false;
    this.#running = Promise.all(Array.from({ length: this.#options.workers }, () => this.#work()));
  }

  /** Makes no new requests, and waits until it is known what came of those that were made. A server has to be there. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  /** How many checkouts were acknowledged, and how many requests ended without an answer or with an internal error. */
  get counts(): { readonly acknowledged: number; readonly refused: number; readonly unanswered: number } {
    return { acknowledged: this.#acknowledged.length, refused: this.#refused, unanswered: this.#unknown };
  }

  /**
   * Compares what the servers say, while nothing else happens, with what they said before: the same bytes for the same
   * request, every acknowledged lease and no other in use, no more than there is, every version.
   *
   * @param extent all acknowledged checkouts, or those that were not compared before
   * @returns what does not hold
   */
  async problems(extent: "all" | "new"): Promise<readonly string[]> {
    const compared = this.#acknowledged.filter(({ isCompared }) => extent === "all" || !isCompared);
    await inTurns(compared, 16, async (checkout) => {
      await this.#repeat(checkout);
      checkout.isCompared = true;
    });
    for (const license of this.#licenses) await this.#compareLicense(license);
    return this.#problems;
  }

  async #work(): Promise<void> {
    const mine: Acknowledged[] = [];
    while (!this.#isStopped) {
      const dice = randomInt(100);
      const held = mine[randomInt(Math.max(1, mine.length))];
      if (held === undefined || dice < 50) await this.#borrow(mine);
      else if (dice < 80) await this.#return(held, mine);
      else if (dice < 90) await this.#repeat(held);
      else if (dice < 97) await this.#extend(held);
      else await this.#createVersion(held.license);
    }
  }

  async #borrow(mine: Acknowledged[]): Promise<void> {
    const license = this.#licenses[randomInt(this.#licenses.length)] as LoadedLicense;
    const isBorrowed = randomInt(2) > 0;
    const seats = randomInt(1, 4);
    const checkout = { license, seats, isBorrowed, clientToken: randomUUID() };
    await this.#settle(`checkout ${checkout.clientToken}`, async (client) => {
      const { bytes, consumptionToken } = await checkOut(client, checkout);
      const acknowledged = { ...checkout, bytes, consumptionToken, isReturned: false, isCompared: false };
      this.#acknowledged.push(acknowledged);
      mine.push(acknowledged);
    });
  }

  async #return(held: Acknowledged, mine: Acknowledged[]): Promise<void> {
    const { consumptionToken } = held;
    await this.#settle(`return ${consumptionToken}`, async ({ client }) => {
      await client.send(new CheckInLicenseCommand({ LicenseConsumptionToken: consumptionToken }));
      held.isReturned = true;
    });
    mine.splice(mine.indexOf(held), 1);
  }

  async #repeat(held: Acknowledged): Promise<void> {
    const settled = await this.#settle(`repeat ${held.clientToken}`, async (client) => {
      const { bytes } = await checkOut(client, held);
      if (bytes !== held.bytes) this.#problems.push(`${held.clientToken} was answered ${held.bytes} and then ${bytes}`);
    });
    if (settled === "refused") this.#problems.push(`${held.clientToken} was acknowledged, and refused when repeated`);
  }

  async #extend(held: Acknowledged): Promise<void> {
    if (held.isBorrowed) return;
    await this.#settle(`extension ${held.consumptionToken}`, async ({ client }) => {
      await client.send(new ExtendLicenseConsumptionCommand({ LicenseConsumptionToken: held.consumptionToken }));
    });
  }

  async #createVersion(license: LoadedLicense): Promise<void> {
    const clientToken = randomUUID();
    await this.#settle(`version ${clientToken}`, async ({ client }) => {
      const { arn, maxCount, sku } = license;
      const { Version } = await client.send(
        new CreateLicenseVersionCommand({
          ...licenseTerms(sku, maxCount, clientToken),
          LicenseArn: arn,
          Status: "AVAILABLE",
          ClientToken: clientToken,
        }),
      );
      license.versions += 1;
      if (Number(Version) < 2) this.#problems.push(`The license ${arn} got the version ${Version}`);
    });
  }

  async #compareLicense({ arn, maxCount, sku, versions }: LoadedLicense): Promise<void> {
    const expected = this.#acknowledged
      .filter(({ isReturned, license }) => !isReturned && license.arn === arn)
      .reduce((sum, { seats }) => sum + seats, 0);
    const { client } = await this.#client();
    const { LicenseUsage } = await client.send(new GetLicenseUsageCommand({ LicenseArn: arn }));
    const used = Number(LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue);
    if (used !== expected) this.#problems.push(`Of ${sku}, ${used} are in use, and ${expected} were acknowledged`);
    if (used > maxCount) this.#problems.push(`Of ${sku}, ${used} are in use, and there are ${maxCount}`);
    const { Licenses = [] } = await client.send(new ListLicenseVersionsCommand({ LicenseArn: arn, MaxResults: 1 }));
    const latest = Licenses[0]?.Version;
    if (latest !== String(versions)) {
      this.#problems.push(`The latest version of ${sku} is ${latest}, and ${versions} were acknowledged`);
    }
  }

  /** Makes a request until it is known what came of it. */
  async #settle(name: string, request: (client: WireClient) => Promise<void>): Promise<Settled> {
    for (;;) {
      try {
        await request(await this.#client());
        return "done";
      } catch (error) {
        const failure = failureOf(error);
        if (failure === "refused") {
          this.#refused += 1;
          return "refused";
        }
        if (failure === "unforeseen") {
          this.#problems.push(`${name}: ${error}`);
          return "refused";
        }
        if (failure === "unknown") this.#unknown += 1;
      }
      await wait(10);
    }
  }

  async #client(): Promise<WireClient> {
    for (;;) {
      const clients = this.#options.clients();
      const client = clients[randomInt(Math.max(1, clients.length))];
      if (client !== undefined) return client;
      await wait(10);
    }
  }
}

function licenseTerms(sku: string, maxCount: number, name: string) {
  return {
    LicenseName: name,
    ProductName: sku,
    Issuer: { Name: ISSUER },
    HomeRegion: "us-east-1",
    Validity: { Begin: "2020-01-01T00:00:00Z" },
    Entitlements: [{ Name: "seats", Unit: "Count" as const, MaxCount: maxCount, AllowCheckIn: true }],
    ConsumptionConfiguration: {
      BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 },
      ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 480 },
    },
  };
}

async function checkOut(
  { bytesOf, client }: WireClient,
  { clientToken, isBorrowed, license, seats }: Pick<Acknowledged, "clientToken" | "isBorrowed" | "license" | "seats">,
): Promise<{ readonly bytes: string; readonly consumptionToken: string }> {
  const Entitlements = [{ Name: "seats", Value: String(seats), Unit: "Count" as const }];
  const output = isBorrowed
    ? await client.send(
        new CheckoutBorrowLicenseCommand({
          LicenseArn: license.arn,
          Entitlements,
          DigitalSignatureMethod: "JWT_PS384",
          ClientToken: clientToken,
        }),
      )
    : await client.send(
        new CheckoutLicenseCommand({
          ProductSKU: license.sku,
          CheckoutType: "PROVISIONAL",
          KeyFingerprint: FINGERPRINT,
          Entitlements,
          ClientToken: clientToken,
        }),
      );
  return { bytes: bytesOf(output), consumptionToken: output.LicenseConsumptionToken ?? "" };
}

/** Refusals are known to have had no effect. Internal errors and broken connections leave it open. */
function failureOf(error: unknown): "expired" | "refused" | "unforeseen" | "unknown" {
  const { $metadata, code = "", name } = error as Partial<LicenseManagerServiceException> & { readonly code?: string };
  if (["NoEntitlementsAllowedException", "EntitlementNotAllowedException"].includes(name ?? "")) return "refused";
  if (name === "ServerInternalException" || name === "TimeoutError") return "unknown";
  // The server's clock was set within the second, so that the client could not learn of it by the answer's `Date`.
  if (name === "RequestExpired") return "expired";
  if (["ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(code)) return "unknown";
  if ($metadata?.httpStatusCode === undefined && /socket hang up|aborted/.test(String(error))) return "unknown";
  return "unforeseen";
}

/** Does something with each, a few at a time. */
async function inTurns<Value>(
  values: readonly Value[],
  width: number,
  run: (value: Value) => Promise<void>,
): Promise<void> {
  const rest = values[Symbol.iterator]();
  const turns = Array.from({ length: width }, async () => {
    for (const value of rest) await run(value);
  });
  await Promise.all(turns);
}
