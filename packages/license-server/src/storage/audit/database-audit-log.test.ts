import { auditLogContract } from "../../../test/audit-log-contract.js";
import { openStorage } from "../open-storage.js";

auditLogContract("SQLite", () => openStorage({ database: ":memory:" }));
