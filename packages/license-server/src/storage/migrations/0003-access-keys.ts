import type { SchemaMigration } from "./schema-migration.js";

/** Who may call the server. Secrets are encrypted with a key that is not in the database. */
export const accessKeys: SchemaMigration = {
  name: "0003-access-keys",
  statements: ({ integer, json, strict }) => [
    `CREATE TABLE access_key (
      id TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL,
      description TEXT NOT NULL,
      sealed_secret TEXT NOT NULL,
      policy ${json("policy")} NOT NULL,
      session_token_digest TEXT,
      created_at ${integer} NOT NULL,
      expiration ${integer},
      disabled_at ${integer}
    ) ${strict}`,
  ],
};
