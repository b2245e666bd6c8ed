import type { Database } from "../database/database.js";

/** A step from one schema to the next. It runs once in the life of a database, in a transaction. */
export interface SchemaMigration {
  /** Four digits, a hyphen and what it brings. The names in their order are the schema's history. */
  readonly name: string;
  /** The statements, in the words of both dialects but for what `terms` has. */
  statements(terms: DialectTerms): readonly string[];
}

/** What the dialects say differently. */
export interface DialectTerms {
  readonly dialect: Database["dialect"];
  /** The type of whole numbers up to 2^53 - 1, and of moments. */
  readonly integer: string;
  /** The type of a column of JSON, which is read again byte for byte. */
  json(column: string): string;
  /** The text or number at a path within a column of JSON. */
  jsonMember(column: string, ...path: readonly string[]): string;
  /** The present moment. */
  readonly now: string;
  /** The type of a primary key that the database counts up. */
  readonly identity: string;
  /** Stands behind a table's columns, so that they accept values of their own type only. */
  readonly strict: string;
  /** The same, for a table whose rows are kept in the order of its primary key. */
  readonly clustered: string;
}

export const DIALECT_TERMS: Readonly<Record<Database["dialect"], DialectTerms>> = {
  sqlite: {
    dialect: "sqlite",
    integer: "INTEGER",
    json: (column) => `TEXT CHECK (json_valid(${column}))`,
    jsonMember: (column, ...path) => `json_extract(${column}, '$.${path.join(".")}')`,
    now: "unixepoch()",
    identity: "INTEGER PRIMARY KEY",
    strict: "STRICT",
    clustered: "STRICT, WITHOUT ROWID",
  },
  postgres: {
    dialect: "postgres",
    integer: "BIGINT",
    json: () => "JSON",
    jsonMember: (column, ...path) => `(${column} #>> '{${path.join(",")}}')`,
    now: "CAST(extract(epoch FROM now()) AS BIGINT)",
    identity: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    strict: "",
    clustered: "",
  },
};
