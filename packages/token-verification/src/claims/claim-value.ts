import { BorrowTokenClaimInvalidError, BorrowTokenClaimMissingError } from "../borrow-token-error.js";

/** A JSON value of a token's payload and where it stands there, such as `entitlementsAllowed[0].name`. */
export interface ClaimValue {
  /** Empty for the payload itself. */
  readonly path: string;
  readonly value: unknown;
}

/** A value inside another one. Its path is only put together where somebody asks for it: most tokens are sound. */
export class InnerClaim implements ClaimValue {
  readonly parent: ClaimValue;
  /** A member's name, or an element's index. */
  readonly name: string | number;
  readonly value: unknown;

  constructor(parent: ClaimValue, name: string | number, value: unknown) {
    this.parent = parent;
    this.name = name;
    this.value = value;
  }

  get path(): string {
    const parent = this.parent.path;
    return typeof this.name === "number" ? `${parent}[${this.name}]` : memberPath(parent, this.name);
  }
}

/** Reads one JSON value, or throws what is wrong with it. */
export type ReadClaim<Value> = (claim: ClaimValue) => Value;

/** The error for a claim that is not what it has to be, such as `a string`. */
export function invalidClaim(path: string, expected: string): BorrowTokenClaimInvalidError {
  const subject = path === "" ? "The payload" : `The claim ${path}`;
  return new BorrowTokenClaimInvalidError(path, `${subject} must be ${expected}. Have its issuer write it so.`);
}

/** Reads a member that has to be there. */
export function required<Value>(parent: ClaimValue, name: string, read: ReadClaim<Value>): Value {
  return read(claimAt(parent, name) ?? missing(parent, [name]));
}

/** Reads a member that may be absent. As in the AWS JSON protocols, `null` is the same as absent. */
export function optional<Value>(parent: ClaimValue, name: string, read: ReadClaim<Value>): Value | undefined {
  const claim = claimAt(parent, name);
  return claim === undefined ? undefined : read(claim);
}

/** Throws that a member is absent which has to be there under one of the names. */
export function missing(parent: ClaimValue, names: readonly string[]): never {
  const [path = "", ...others] = names.map((name) => memberPath(parent.path, name));
  const alternatives = others.length === 0 ? "" : ` (or ${others.join(", ")})`;
  throw new BorrowTokenClaimMissingError(
    path,
    `The claim ${path}${alternatives} is missing. Have its issuer write it.`,
  );
}

/** The member with that name, or nothing where it is absent or `null`. */
export function claimAt(parent: ClaimValue, name: string): ClaimValue | undefined {
  const object = readObject(parent);
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return value === undefined || value === null ? undefined : new InnerClaim(parent, name, value);
}

/** An object with the member, or one without it where the value is absent. To be spread into another. */
export function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}

/** Where a member of the value at a path stands. */
export function memberPath(parent: string, name: string): string {
  if (!/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name)) return `${parent}[${JSON.stringify(name)}]`;
  return parent === "" ? name : `${parent}.${name}`;
}

/** The members of an object. Look for them with `Object.hasOwn`: the token chose their names. */
export function readObject(claim: ClaimValue): Readonly<Record<string, unknown>> {
  const { value } = claim;
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidClaim(claim.path, "an object");
  return value as Readonly<Record<string, unknown>>;
}
