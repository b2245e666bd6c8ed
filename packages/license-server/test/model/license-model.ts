// What a license service should answer, written down as simply as it can be said and without any of its code: no counts,
// no transactions, no time that passes by itself. Moments are seconds from the beginning of the test.

/** What an issuer chooses in a version. */
export interface ModelTerms {
  readonly maxCount: number;
  readonly overage: boolean;
  readonly isAvailable: boolean;
  readonly allowEarlyCheckIn: boolean;
  readonly minutes: number;
  /** The end of the validity. */
  readonly end: number;
}

/** A call of the service. Licenses and leases are named by the order in which they came to be known. */
export type Operation =
  | { readonly name: "create"; readonly token: number; readonly terms: ModelTerms; readonly isTimed: boolean }
  | {
      readonly name: "version";
      readonly token: number;
      readonly license: string;
      readonly terms: ModelTerms;
      readonly source: Source;
    }
  | { readonly name: "delete"; readonly license: string; readonly source: Source }
  | {
      readonly name: "checkout";
      readonly token: number;
      readonly license: string;
      readonly kind: Kind;
      readonly seats: number;
      readonly withFeature: boolean;
    }
  | { readonly name: "checkIn"; readonly lease: string }
  | { readonly name: "extend"; readonly lease: string; readonly isDryRun: boolean }
  | { readonly name: "usage"; readonly license: string };

export type Kind = "BORROW" | "PROVISIONAL" | "PERPETUAL";
/** Which version a change is based on: whatever is the latest, or one that is not. */
export type Source = "any" | "stale";

interface ModelLicense {
  readonly isTimed: boolean;
  readonly versions: readonly ModelTerms[];
  /** When the deletion is complete. */
  readonly deletedAt?: number;
}

interface ModelLease {
  readonly license: string;
  readonly kind: Kind;
  readonly seats: number;
  readonly allowEarlyCheckIn: boolean;
  readonly expiration: number;
  readonly isReturned: boolean;
}

/** Everything that a service remembers. It never changes: an operation makes another one. */
export interface LicenseModel {
  readonly licenses: ReadonlyMap<string, ModelLicense>;
  readonly leases: ReadonlyMap<string, ModelLease>;
  /** The requests that had an effect, by operation and client token: their bodies and their answers. */
  readonly answered: ReadonlyMap<string, { readonly body: string; readonly answer: string }>;
}

export const EMPTY_MODEL: LicenseModel = { licenses: new Map(), leases: new Map(), answered: new Map() };

/** The lease that lasts for ever, in place of a moment. */
export const FOR_EVER: number = Number.POSITIVE_INFINITY;

/** An answer, in the few words that tell it from others, and what is remembered then. */
export interface Step {
  readonly model: LicenseModel;
  readonly answer: string;
}

/** Whether, and how, a request can be repeated. */
export function requestName(operation: Operation): string | undefined {
  if (!("token" in operation)) return undefined;
  return `${operation.name === "checkout" && operation.kind !== "BORROW" ? "checkout online" : operation.name} ${operation.token}`;
}

/** What the service should answer at a moment. */
export function step(model: LicenseModel, operation: Operation, now: number): Step {
  const request = requestName(operation);
  if (request === undefined) return act(model, operation, now);
  const body = JSON.stringify(asSent(model, operation));
  const before = model.answered.get(request);
  if (before !== undefined) {
    const refusal = operation.name === "version" ? "ValidationException" : "InvalidParameterValueException";
    return { model, answer: before.body === body ? before.answer : refusal };
  }
  const done = act(model, operation, now);
  if (isError(done.answer)) return done;
  const answered = new Map(model.answered).set(request, { body, answer: done.answer });
  return { model: { ...done.model, answered }, answer: done.answer };
}

/** Where nothing limits the time of a checkout, a license says nothing about that. */
function asSent(model: LicenseModel, operation: Operation): Operation {
  if (operation.name !== "create" && operation.name !== "version") return operation;
  const isTimed = operation.name === "create" ? operation.isTimed : licenseOf(model, operation.license).isTimed;
  return isTimed ? operation : { ...operation, terms: { ...operation.terms, minutes: 0, allowEarlyCheckIn: true } };
}

export function isError(answer: string): boolean {
  return answer.endsWith("Exception");
}

function act(model: LicenseModel, operation: Operation, now: number): Step {
  switch (operation.name) {
    case "create": {
      const license = { isTimed: operation.isTimed, versions: [{ ...operation.terms, isAvailable: true }] };
      return { model: withLicense(model, `license ${operation.token}`, license), answer: "version 1" };
    }
    case "version":
      return createVersion(model, operation, now);
    case "delete":
      return deleteLicense(model, operation, now);
    case "checkout":
      return checkOut(model, operation, now);
    case "checkIn":
      return checkIn(model, operation, now);
    case "extend":
      return extend(model, operation, now);
    case "usage":
      return { model, answer: `${inUse(model, operation.license, now)} in use` };
  }
}

function createVersion(model: LicenseModel, operation: Extract<Operation, { name: "version" }>, now: number): Step {
  const license = licenseOf(model, operation.license);
  if (license.deletedAt !== undefined) {
    return { model, answer: now < license.deletedAt ? "ConflictException" : "ResourceNotFoundException" };
  }
  if (operation.source === "stale") return { model, answer: "ConflictException" };
  const versions = [...license.versions, operation.terms];
  const next = { ...license, versions };
  return { model: withLicense(model, operation.license, next), answer: `version ${versions.length}` };
}

function deleteLicense(model: LicenseModel, operation: Extract<Operation, { name: "delete" }>, now: number): Step {
  const license = licenseOf(model, operation.license);
  const answer = (date: number): string => `deleted at ${date}, ${now < date ? "PENDING_DELETE" : "DELETED"}`;
  if (license.deletedAt !== undefined) return { model, answer: answer(license.deletedAt) };
  if (operation.source === "stale") return { model, answer: "ConflictException" };
  const active = activeLeases(model, operation.license, now).filter(({ kind }) => kind !== "PERPETUAL");
  const deletedAt = Math.max(now, ...active.map(({ expiration }) => expiration));
  const versions = [...license.versions, latestOf(license)];
  return {
    model: withLicense(model, operation.license, { ...license, versions, deletedAt }),
    answer: answer(deletedAt),
  };
}

function checkOut(model: LicenseModel, operation: Extract<Operation, { name: "checkout" }>, now: number): Step {
  const { kind, seats, token, withFeature } = operation;
  const license = licenseOf(model, operation.license);
  const terms = latestOf(license);
  if (license.deletedAt !== undefined && now >= license.deletedAt)
    return { model, answer: "ResourceNotFoundException" };
  const isPossible = license.isTimed === (kind !== "PERPETUAL") && isAvailable(license, now);
  if (!isPossible) return { model, answer: "NoEntitlementsAllowedException" };
  const maximum = maximumOf(terms);
  if (inUse(model, operation.license, now) + seats > maximum) {
    const isPartial = withFeature && kind === "BORROW";
    return { model, answer: isPartial ? "EntitlementNotAllowedException" : "NoEntitlementsAllowedException" };
  }
  const expiration = kind === "PERPETUAL" ? FOR_EVER : Math.min(now + terms.minutes * 60, terms.end);
  const { allowEarlyCheckIn } = terms;
  const lease = { license: operation.license, kind, seats, allowEarlyCheckIn, expiration, isReturned: false };
  const name = leaseName(kind, token);
  return { model: withLease(model, name, lease), answer: `expires at ${expiration}` };
}

function checkIn(model: LicenseModel, { lease: name }: Extract<Operation, { name: "checkIn" }>, now: number): Step {
  const lease = leaseOf(model, name);
  if (lease.isReturned || now >= lease.expiration) return { model, answer: "returned" };
  if (lease.kind === "BORROW" && !lease.allowEarlyCheckIn) return { model, answer: "ConflictException" };
  return { model: withLease(model, name, { ...lease, isReturned: true }), answer: "returned" };
}

function extend(model: LicenseModel, operation: Extract<Operation, { name: "extend" }>, now: number): Step {
  const lease = leaseOf(model, operation.lease);
  const license = licenseOf(model, lease.license);
  const terms = latestOf(license);
  const isPossible =
    lease.kind === "PROVISIONAL" &&
    !lease.isReturned &&
    now < lease.expiration &&
    isAvailable(license, now) &&
    inUse(model, lease.license, now) <= maximumOf(terms);
  if (!isPossible) return { model, answer: "InvalidParameterValueException" };
  const expiration = Math.max(lease.expiration, Math.min(now + terms.minutes * 60, terms.end));
  const answer = `expires at ${expiration}`;
  return { model: operation.isDryRun ? model : withLease(model, operation.lease, { ...lease, expiration }), answer };
}

/** The name of a checkout's lease. */
export function leaseName(kind: Kind, token: number): string {
  return `${kind === "BORROW" ? "borrowed" : "online"} ${token}`;
}

function isAvailable(license: ModelLicense, now: number): boolean {
  const { end, isAvailable: isIssued } = latestOf(license);
  return license.deletedAt === undefined && isIssued && now < end;
}

function maximumOf({ maxCount, overage }: ModelTerms): number {
  return overage || maxCount === 0 ? Number.POSITIVE_INFINITY : maxCount;
}

/** How many seats of a license unreturned leases hold that expire later. */
export function inUse(model: LicenseModel, license: string, now: number): number {
  return activeLeases(model, license, now).reduce((sum, { seats }) => sum + seats, 0);
}

function activeLeases(model: LicenseModel, license: string, now: number): readonly ModelLease[] {
  return [...model.leases.values()].filter(
    (lease) => lease.license === license && !lease.isReturned && now < lease.expiration,
  );
}

function latestOf({ versions }: ModelLicense): ModelTerms {
  return versions.at(-1) as ModelTerms;
}

function licenseOf(model: LicenseModel, name: string): ModelLicense {
  return model.licenses.get(name) as ModelLicense;
}

function leaseOf(model: LicenseModel, name: string): ModelLease {
  return model.leases.get(name) as ModelLease;
}

function withLicense(model: LicenseModel, name: string, license: ModelLicense): LicenseModel {
  return { ...model, licenses: new Map(model.licenses).set(name, license) };
}

function withLease(model: LicenseModel, name: string, lease: ModelLease): LicenseModel {
  return { ...model, leases: new Map(model.leases).set(name, lease) };
}
