import type { Entitlement, OperationContext } from "@borrow-license/server-stub";
import { END_OF_TIME } from "../../src/domain/date-time.js";
import { createLicenseService, type LicenseService } from "../../src/license-service.js";
import type { TokenIssuer } from "../../src/signing/token-issuer.js";
import { examineDatabase, type Finding } from "../../src/storage/doctor/examine-database.js";
import type { LicenseStorage } from "../../src/storage/licenses/license-storage.js";
import type { Storage } from "../../src/storage/open-storage.js";
import { NOON } from "../licenses.js";
import { FOR_EVER, leaseName, type ModelTerms, type Operation, requestName } from "./license-model.js";

const ISSUER = "Example Software";
const START = NOON;

/** A call as it is made. */
export interface MadeCall {
  readonly operation: Operation;
  readonly process: number;
  /** What the process's clock says. */
  readonly at: number;
}

/**
 * The real service, as several processes of one server on one database, for one test with an account of its own. It
 * answers in the words of the model, and looks at each answer itself for what the model has no words for: the same
 * request is answered the same bytes, and no two leases have one identity.
 */
export class ServiceUnderTest {
  readonly #storages: readonly Storage[];
  readonly #account: string;
  readonly #pauses: Iterator<number>;
  readonly #arns = new Map<string, string>();
  readonly #tokens = new Map<string, string>();
  readonly #bytes = new Map<string, string>();
  #signatures = 0;

  /**
   * @param storages one for each process
   * @param pauses how many turns of the event loop to let pass before and behind each use of a storage
   */
  constructor(storages: readonly Storage[], account: string, pauses: Iterator<number>) {
    this.#storages = storages;
    this.#account = account;
    this.#pauses = pauses;
  }

  /** Calls the service, and answers in the words of the model. */
  async call(call: MadeCall): Promise<string> {
    try {
      const { answer, output } = await this.#make(call);
      this.#checkRepeated(call.operation, output);
      return answer;
    } catch (error) {
      if (error instanceof Error && error.name.endsWith("Exception")) return error.name;
      throw error;
    }
  }

  examine(at: number): Promise<readonly Finding[]> {
    return examineDatabase((this.#storages[0] as Storage).database, START + at);
  }

  /** The numbers of a license's versions, the latest one first. */
  async versions(license: string): Promise<readonly string[]> {
    const { licenses } = this.#storages[0] as Storage;
    const versions = await licenses.listLicenseVersions(this.#arn(license), undefined, 1000);
    return versions.map(({ version }) => String(version));
  }

  async #make({ at, operation, process }: MadeCall): Promise<{ readonly answer: string; readonly output: object }> {
    const service = this.#service(process, at);
    switch (operation.name) {
      case "create": {
        const output = await service.createLicense(
          {
            ...terms(operation.terms, operation.isTimed),
            ProductSKU: `license ${operation.token}`,
            Beneficiary: "Example Ltd.",
            ClientToken: requestName(operation) ?? "",
          },
          context("CreateLicense"),
        );
        this.#arns.set(`license ${operation.token}`, output.LicenseArn ?? "");
        return { answer: `version ${output.Version}`, output };
      }
      case "version": {
        const output = await service.createLicenseVersion(
          {
            ...terms(operation.terms, this.#isTimed(operation.license)),
            LicenseArn: this.#arn(operation.license),
            Status: operation.terms.isAvailable ? "AVAILABLE" : "SUSPENDED",
            ClientToken: requestName(operation) ?? "",
            ...(operation.source === "stale" ? { SourceVersion: STALE } : {}),
          },
          context("CreateLicenseVersion"),
        );
        return { answer: `version ${output.Version}`, output };
      }
      case "delete": {
        const output = await this.#delete(service, operation);
        return { answer: `deleted at ${moment(output.DeletionDate)}, ${output.Status}`, output };
      }
      case "checkout": {
        const output = await this.#checkOut(service, operation);
        this.#keepToken(leaseName(operation.kind, operation.token), output.LicenseConsumptionToken ?? "");
        return { answer: `expires at ${moment(output.Expiration)}`, output };
      }
      case "checkIn": {
        const input = { LicenseConsumptionToken: this.#token(operation.lease) };
        return { answer: "returned", output: await service.checkInLicense(input, context("CheckInLicense")) };
      }
      case "extend": {
        const input = { LicenseConsumptionToken: this.#token(operation.lease), DryRun: operation.isDryRun };
        const output = await service.extendLicenseConsumption(input, context("ExtendLicenseConsumption"));
        return { answer: `expires at ${moment(output.Expiration)}`, output };
      }
      case "usage": {
        const input = { LicenseArn: this.#arn(operation.license) };
        const output = await service.getLicenseUsage(input, context("GetLicenseUsage"));
        return { answer: `${output.LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue} in use`, output };
      }
    }
  }

  async #delete(service: LicenseService, { license, source }: Extract<Operation, { name: "delete" }>) {
    const LicenseArn = this.#arn(license);
    // Whoever deletes has looked at the license before. Others may be faster, and then the answer is a conflict.
    for (;;) {
      const { License } = await service.getLicense({ LicenseArn }, context("GetLicense"));
      const SourceVersion = source === "stale" ? STALE : (License?.Version ?? "");
      try {
        return await service.deleteLicense({ LicenseArn, SourceVersion }, context("DeleteLicense"));
      } catch (error) {
        if (source === "stale" || (error as Error).name !== "ConflictException") throw error;
      }
    }
  }

  #checkOut(service: LicenseService, operation: Extract<Operation, { name: "checkout" }>) {
    const Entitlements = [
      { Name: "seats", Value: String(operation.seats), Unit: "Count" as const },
      ...(operation.withFeature ? [{ Name: "export", Unit: "None" as const }] : []),
    ];
    const ClientToken = requestName(operation) ?? "";
    if (operation.kind === "BORROW") {
      const LicenseArn = this.#arn(operation.license);
      const input = { LicenseArn, Entitlements, DigitalSignatureMethod: "JWT_PS384" as const, ClientToken };
      return service.checkoutBorrowLicense(input, context("CheckoutBorrowLicense"));
    }
    const KeyFingerprint = `aws:${this.#account}:${ISSUER}:issuer-fingerprint`;
    const input = {
      ProductSKU: operation.license,
      CheckoutType: operation.kind,
      KeyFingerprint,
      Entitlements,
      ClientToken,
    };
    return service.checkoutLicense(input, context("CheckoutLicense"));
  }

  #service(process: number, at: number): LicenseService {
    const { licenses } = this.#storages[process % this.#storages.length] as Storage;
    // Each signature is another one, as those of PS384 are.
    const issuer: TokenIssuer = {
      keyId: "key",
      issue: async (claims) => {
        this.#signatures += 1;
        return `${JSON.stringify(claims)} signature ${this.#signatures}`;
      },
    };
    return createLicenseService({
      storage: paused(licenses, this.#pauses),
      issuer,
      account: this.#account,
      clock: () => new Date((START + at) * 1000),
    });
  }

  #checkRepeated(operation: Operation, output: object): void {
    const request = requestName(operation);
    if (request === undefined) return;
    const bytes = JSON.stringify(output);
    const before = this.#bytes.get(request) ?? bytes;
    if (bytes !== before) throw new Error(`${request} was answered ${before} and then ${bytes}`);
    this.#bytes.set(request, bytes);
  }

  #keepToken(lease: string, token: string): void {
    const other = [...this.#tokens].find(([name, value]) => value === token && name !== lease);
    if (other !== undefined) throw new Error(`${lease} and ${other[0]} are both ${token}`);
    this.#tokens.set(lease, token);
  }

  #arn(license: string): string {
    return this.#arns.get(license) as string;
  }

  #token(lease: string): string {
    return this.#tokens.get(lease) as string;
  }

  #isTimed(license: string): boolean {
    return !license.endsWith("0");
  }
}

/** No license has so many versions. */
const STALE = "999999";

function moment(text: string | undefined): number {
  if (text === undefined || text === "") return FOR_EVER;
  const seconds = Date.parse(text) / 1000;
  return seconds === END_OF_TIME ? FOR_EVER : seconds - START;
}

function terms(model: ModelTerms, isTimed: boolean) {
  const MaxTimeToLiveInMinutes = model.minutes;
  const seats: Entitlement = {
    Name: "seats",
    Unit: "Count",
    MaxCount: model.maxCount,
    Overage: model.overage,
    AllowCheckIn: true,
  };
  return {
    LicenseName: "Studio",
    ProductName: "Studio",
    Issuer: { Name: ISSUER },
    HomeRegion: "us-east-1",
    Validity: { Begin: "2026-01-01T00:00:00Z", End: new Date((START + model.end) * 1000).toISOString() },
    Entitlements: [seats, { Name: "export", Unit: "None" as const, Value: "pdf" }],
    ConsumptionConfiguration: isTimed
      ? {
          BorrowConfiguration: { AllowEarlyCheckIn: model.allowEarlyCheckIn, MaxTimeToLiveInMinutes },
          ProvisionalConfiguration: { MaxTimeToLiveInMinutes },
        }
      : {},
  };
}

/** A storage whose users come in between one another in many ways. */
function paused(storage: LicenseStorage, pauses: Iterator<number>): LicenseStorage {
  const pause = async (): Promise<void> => {
    const { value = 0 } = pauses.next();
    for (let turn = 0; turn < value; turn += 1) await new Promise(setImmediate);
  };
  return new Proxy(storage, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return async (...parameters: unknown[]) => {
        await pause();
        const result: unknown = await value.apply(target, parameters);
        await pause();
        return result;
      };
    },
  });
}

function context(operation: string): OperationContext {
  return {
    operation,
    requestId: "request",
    headers: { get: () => undefined, entries: () => [] },
    signal: new AbortController().signal,
  };
}
