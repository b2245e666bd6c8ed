export * from "../index.js";
export { type MachineNodeIdOptions, type MachineReaders, machineNodeId } from "./machine-node-id.js";
export {
  createSyncBorrowTokenVerifier,
  type SyncBorrowTokenVerifier,
  verifyBorrowTokenSync,
} from "./sync-borrow-token-verifier.js";
export { textFile } from "./text-file.js";
