import { licenses } from "./0001-licenses.js";
import { countedUsage } from "./0002-counted-usage.js";
import { accessKeys } from "./0003-access-keys.js";
import { licenseLife } from "./0004-license-life.js";
import { signingKeys } from "./0005-signing-keys.js";
import { auditLog } from "./0006-audit-log.js";
import { rateLimits } from "./0007-rate-limits.js";
import { auditSeals } from "./0008-audit-seals.js";
import type { SchemaMigration } from "./schema-migration.js";

/** What leads from an empty database to the present schema. New ones come last; a released one never changes. */
export const MIGRATIONS: readonly SchemaMigration[] = [
  licenses,
  countedUsage,
  accessKeys,
  licenseLife,
  signingKeys,
  auditLog,
  rateLimits,
  auditSeals,
];
