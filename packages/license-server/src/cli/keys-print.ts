import type { SigningKeySummary } from "../signing/signing-key-summary.js";
import { columns, printable } from "./print.js";

/** A key as a line of a list. */
export function keyLine({
  account = "any account",
  isPublished,
  issuerName,
  keyId,
  name,
  state,
  version,
}: SigningKeySummary): string {
  const owner = issuerName === undefined ? account : `${account}, ${issuerName}`;
  return printable([keyId, `${name} ${version}`, state, isPublished ? "published" : "not published", owner].join("  "));
}

/** A key as lines for people. */
export function keyDetails(key: SigningKeySummary): readonly string[] {
  const { kmsKeyId, retiredAt, signsFrom, state, tokensUntil, withdrawnAt } = key;
  return columns({
    ID: key.keyId,
    name: `${key.name}, version ${key.version}`,
    state,
    published: key.isPublished ? "yes" : "no",
    account: key.account ?? "any",
    issuer: key.issuerName,
    algorithm: `PS384, RSA ${key.modulusLength}`,
    "private key": kmsKeyId ?? (retiredAt === undefined ? "in the database, encrypted" : "deleted"),
    created: text(key.createdAt),
    "signs from": text(signsFrom),
    retired: text(retiredAt),
    compromised: text(withdrawnAt),
    "tokens until": text(tokensUntil) ?? "it has signed none",
  });
}

function text(date: Date | undefined): string | undefined {
  return date?.toISOString().replace(".000Z", "Z");
}
