import type { SchemaMigration } from "./schema-migration.js";

/**
 * How often accounts call operations, for servers that share a PostgreSQL database to count together. It is not worth a
 * write of PostgreSQL's log: after a crash, counting starts anew. The columns are those of `rate-limiter-flexible`.
 */
export const rateLimits: SchemaMigration = {
  name: "0007-rate-limits",
  statements: ({ dialect }) =>
    dialect === "postgres"
      ? [
          `CREATE UNLOGGED TABLE rate_limit (
            key TEXT NOT NULL PRIMARY KEY,
            points INTEGER NOT NULL DEFAULT 0,
            expire BIGINT
          ) WITH (fillfactor = 50)`,
        ]
      : [],
};
