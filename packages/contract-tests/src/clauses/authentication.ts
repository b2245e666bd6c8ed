import type { RequestChange } from "../server/connection.js";
import { described } from "../server/exchange.js";
import { BrokenClause, NotApplicable, type TriedClause } from "../suite/clause.js";
import type { Trial } from "../suite/trial.js";

const NOBODY = { accessKeyId: "AKIANOSUCHACCESSKEY0", secretAccessKey: "no such secret" };

/** Calls with a changed signature, which has to be refused in one of these ways. */
async function refusesSignature(trial: Trial, change: RequestChange, expected: readonly string[]): Promise<void> {
  if (!trial.facts.isAuthenticated) throw new NotApplicable("Checked with --authentication only.");
  const { error, exchange } = await trial.call("ListLicenses", { MaxResults: 1 }, change);
  if (error !== undefined && expected.includes(error.name)) return;
  const found = error === undefined ? "succeeded" : `answered ${described(error)}`;
  throw new BrokenClause(`ListLicenses should answer ${expected.join(" or ")}; it ${found}.`, exchange);
}

const DAY_MS = 86_400_000;

export const AUTHENTICATION: readonly TriedClause[] = [
  {
    id: "authentication.unsigned",
    sentence: "A request without a signature gets MissingAuthenticationTokenException.",
    check: (trial) =>
      refusesSignature(trial, { credentials: null }, [
        "MissingAuthenticationTokenException",
        "MissingAuthenticationToken",
      ]),
  },
  {
    id: "authentication.unknown-key",
    sentence: "A request that is signed with an access key that does not exist gets UnrecognizedClientException.",
    check: (trial) =>
      refusesSignature(trial, { credentials: NOBODY }, ["UnrecognizedClientException", "InvalidClientTokenId"]),
  },
  {
    id: "authentication.expired",
    sentence: "A request that was signed a day ago is refused.",
    check: (trial) =>
      refusesSignature(trial, { signingDate: new Date(Date.now() - DAY_MS) }, [
        "RequestExpired",
        "InvalidSignatureException",
      ]),
  },
];
