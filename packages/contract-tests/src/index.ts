/**
 * Checks a server of yours against the contract: `runContractTests` calls it with a real client, and answers a report that
 * names each clause and what broke it.
 *
 * @packageDocumentation
 */

export { CLAUSES } from "./clauses/index.js";
export type { ConnectionOptions, Credentials } from "./server/connection.js";
export type { Clause, ClauseGroup } from "./suite/clause.js";
export { NothingToCheckError, UnknownClauseError } from "./suite/clause-selection.js";
export { type ContractTestOptions, runContractTests, ServerUnusableError } from "./suite/contract-run.js";
export { type ClauseResult, type ContractReport, reportText } from "./suite/report.js";
