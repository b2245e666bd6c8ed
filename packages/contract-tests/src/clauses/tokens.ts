import {
  createBorrowTokenVerifier,
  isBorrowTokenError,
  type VerificationKeys,
} from "@borrow-license/token-verification";
import { type JsonObject, jsonObject } from "../server/exchange.js";
import { BrokenClause, NotApplicable, type TriedClause } from "../suite/clause.js";
import { objectsIn, seats, type Trial, textOf } from "../suite/trial.js";
import { expectMembers } from "./licenses.js";

const METADATA = { order: "4711", site: "Grüße" };

/** What was borrowed, with the parts of its token. */
interface Borrowed {
  readonly output: JsonObject;
  readonly token: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
}

async function borrow(trial: Trial, change: object = {}): Promise<Borrowed> {
  const CheckoutMetadata = Object.entries(METADATA).map(([Name, Value]) => ({ Name, Value }));
  const Entitlements = [seats(2), { Name: "export", Unit: "None" }];
  const input = trial.borrowInput(await trial.license(), { Entitlements, CheckoutMetadata, ...change });
  const output = await trial.prepares("CheckoutBorrowLicense", input);
  const token = textOf(output, "SignedToken");
  const [header, payload] = token.split(".").map((part) => jsonObject(Buffer.from(part, "base64url").toString("utf8")));
  if (header === undefined || payload === undefined || token.split(".").length !== 3) {
    throw new BrokenClause("SignedToken is no JWS in compact serialization (RFC 7515 section 7.1).");
  }
  return { output, token, header, payload };
}

/** Keys in a text: PEM, or a JWK Set as JSON. */
export function verificationKeys(text: string): VerificationKeys {
  return (jsonObject(text) as VerificationKeys | undefined) ?? text;
}

export const TOKENS: readonly TriedClause[] = [
  {
    id: "token.algorithm",
    sentence: "SignedToken is a JSON Web Token in JWS compact serialization whose alg is PS384.",
    async check(trial) {
      const { header } = await borrow(trial);
      expectMembers(header, { alg: "PS384" }, "The token's header");
    },
  },
  {
    id: "token.claims",
    sentence:
      "The token's claims licenseArn, licenseConsumptionToken, entitlementsAllowed, nodeId and checkoutMetadata are those of the answer.",
    async check(trial) {
      const { output, payload } = await borrow(trial);
      const allowed = objectsIn(output, "EntitlementsAllowed");
      const expected = {
        licenseArn: output["LicenseArn"],
        licenseConsumptionToken: output["LicenseConsumptionToken"],
        nodeId: output["NodeId"],
        checkoutMetadata: METADATA,
        entitlementsAllowed: allowed.map((entitlement) =>
          Object.fromEntries(Object.entries(entitlement).map(([name, value]) => [name.toLowerCase(), value])),
        ),
      };
      expectMembers(payload, expected, "The token");
      const { payload: unbound } = await borrow(trial, { NodeId: undefined });
      if ("nodeId" in unbound) throw new BrokenClause("The token of a borrow without NodeId has a nodeId.");
    },
  },
  {
    id: "token.dates",
    sentence: "The token's issuedAt and expiration are the answer's, in the form YYYY-MM-DDTHH:MM:SS in UTC.",
    async check(trial) {
      const { output, payload } = await borrow(trial);
      for (const [claim, member] of [
        ["issuedAt", "IssuedAt"],
        ["expiration", "Expiration"],
      ] as const) {
        const value = String(payload[claim]);
        const answered = Date.parse(String(output[member]));
        const isForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value);
        if (!isForm || Math.abs(Date.parse(`${value}Z`) - answered) >= 1000) {
          throw new BrokenClause(
            `The claim ${claim} is ${JSON.stringify(payload[claim])}; ${member} is ${output[member]}.`,
          );
        }
      }
    },
  },
  {
    id: "token.registered-claims",
    sentence: "Registered claims (RFC 7519 section 4.1), where the token has them, say the same as the answer.",
    async check(trial) {
      const { output, payload } = await borrow(trial);
      const seconds = (member: string): number => Math.floor(Date.parse(String(output[member])) / 1000);
      const expected = {
        jti: output["LicenseConsumptionToken"],
        exp: seconds("Expiration"),
        iat: seconds("IssuedAt"),
        nbf: seconds("IssuedAt"),
      };
      const names = Object.keys(expected).filter((name) => name in payload);
      if (names.length === 0) throw new NotApplicable("The token has no registered claims.");
      for (const [name, value] of Object.entries(expected)) {
        if (name in payload) expectMembers(payload, { [name]: value }, "The token");
      }
    },
  },
  {
    id: "token.signature",
    sentence: "The token is verified with the server's public key, for the node that it is bound to.",
    async check(trial) {
      const keys = trial.facts.publicKeys;
      if (keys === undefined) throw new NotApplicable("No public key is known. Give one with --public-key.");
      const { token } = await borrow(trial);
      try {
        const verifier = await createBorrowTokenVerifier(verificationKeys(keys));
        await verifier.verify(token, { nodeId: "contract-test-node" });
      } catch (error) {
        if (!isBorrowTokenError(error)) throw error;
        throw new BrokenClause(`The token is refused with ${error.code}: ${error.message}`);
      }
    },
  },
];
