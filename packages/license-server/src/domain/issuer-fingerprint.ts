import { checkText } from "./bounds.js";
import { invalidParameter, quoted } from "./invalid-parameter.js";

/** Whose licenses a fingerprint stands for. */
export interface IssuerFingerprint {
  /** 12 digits. */
  readonly account: string;
  readonly issuerName: string;
}

/**
 * Reads a `KeyFingerprint`, as `keyFingerprint` of the token verification writes it.
 *
 * @param member the member's path in the request, for the error
 * @throws InvalidParameterValueException when it has another form
 */
export function issuerFingerprint(member: string, text: string): IssuerFingerprint {
  const [, account, issuerName] = /^aws:([0-9]{12}):(.+):issuer-fingerprint$/s.exec(text) ?? [];
  if (account !== undefined && issuerName !== undefined) {
    checkText(member, issuerName);
    return { account, issuerName };
  }
  throw invalidParameter(
    member,
    `is ${quoted(text)}, which is no fingerprint`,
    'Give the KeyFingerprint of the license\'s Issuer, such as "aws:123456789012:Example Software:issuer-fingerprint"',
  );
}
