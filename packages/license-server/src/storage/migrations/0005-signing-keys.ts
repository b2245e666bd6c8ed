import type { SchemaMigration } from "./schema-migration.js";

/** What tokens are signed with. Private keys are encrypted with a key that is not in the database. */
export const signingKeys: SchemaMigration = {
  name: "0005-signing-keys",
  statements: ({ integer, json, strict }) => [
    `CREATE TABLE signing_key (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      version ${integer} NOT NULL CHECK (version >= 1),
      account TEXT,
      issuer_name TEXT,
      public_jwk ${json("public_jwk")} NOT NULL,
      sealed_private_key TEXT,
      kms_key_id TEXT,
      created_at ${integer} NOT NULL,
      signs_from ${integer} NOT NULL,
      retired_at ${integer},
      withdrawn_at ${integer},
      tokens_until ${integer} NOT NULL DEFAULT 0,
      UNIQUE (name, version),
      CHECK (sealed_private_key IS NULL OR kms_key_id IS NULL)
    ) ${strict}`,
  ],
};
