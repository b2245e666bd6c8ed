import type { Clause, ObservedClause, TriedClause } from "../suite/clause.js";
import { AUTHENTICATION } from "./authentication.js";
import { BORROWING, RETURNS } from "./borrowing.js";
import { CHECKOUTS } from "./checkouts.js";
import { LICENSES } from "./licenses.js";
import { OBSERVED_PROTOCOL, PROTOCOL } from "./protocol.js";
import { TOKENS } from "./tokens.js";
import { VALIDATION } from "./validation.js";

/** The clauses that are checked by requests of their own, in order. */
export const TRIED_CLAUSES: readonly TriedClause[] = [
  ...PROTOCOL,
  ...VALIDATION,
  ...LICENSES,
  ...BORROWING,
  ...TOKENS,
  ...RETURNS,
  ...CHECKOUTS,
  ...AUTHENTICATION,
];

/** The clauses that every answer has to keep. */
export const OBSERVED_CLAUSES: readonly ObservedClause[] = OBSERVED_PROTOCOL;

/** All clauses of the contract. Their IDs do not change. */
export const CLAUSES: readonly Clause[] = [...OBSERVED_CLAUSES, ...TRIED_CLAUSES];
