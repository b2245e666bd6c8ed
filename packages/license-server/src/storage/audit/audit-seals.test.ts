import { auditSealsContract } from "../../../test/audit-seals-contract.js";
import { openStorage } from "../open-storage.js";

auditSealsContract("SQLite", () => openStorage({ database: ":memory:" }));
