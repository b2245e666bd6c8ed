/**
 * Everything of `@borrow-license/token-verification`, and what Node.js has beside it: verification without a promise, an
 * identifier of the machine, and files that keep tokens and the record of the time.
 *
 * @packageDocumentation
 */

export * from "../index.js";
export { type MachineNodeIdOptions, type MachineReaders, machineNodeId } from "./machine-node-id.js";
export {
  createSyncBorrowTokenVerifier,
  type SyncBorrowTokenVerifier,
  verifyBorrowTokenSync,
} from "./sync-borrow-token-verifier.js";
export { textFile } from "./text-file.js";
