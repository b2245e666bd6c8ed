import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStorage } from "../../src/storage/open-storage.js";
import { temporaryFolder } from "../folders.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

const PROGRAM = join(import.meta.dirname, "..", "..", "dist", "program", "main.js");
/** With what has a meaning in URLs. */
const PASSWORD = "open%20sesame&now=1#@/:?";

let cluster: PostgresCluster;
let url: `postgres://${string}`;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" }, password: PASSWORD });
  url = await cluster.createDatabase();
}, 60_000);
afterAll(() => cluster.remove());

describe("a PostgreSQL that asks for a password", () => {
  it("gets the one that is given beside the URL", async () => {
    const storage = await openStorage({ database: url, password: PASSWORD });
    await storage.close();
    const other = await openStorage({ database: `${url}?application_name=other`, password: PASSWORD });
    await other.close();
  });

  it("refuses another one, which no message shows", async () => {
    const error = await openStorage({ database: url, password: "wrong-one" }).catch((caught: unknown) => caught);
    expect(String(error)).toContain("password authentication failed");
    expect(String(error)).not.toContain("wrong-one");
  });

  const file = (): string => {
    const path = join(temporaryFolder(), "password");
    writeFileSync(path, `${PASSWORD}\n`);
    return path;
  };
  const WAYS: readonly [string, () => { readonly flags?: readonly string[]; readonly environment?: object }][] = [
    ["a file that a flag names", () => ({ flags: ["--database-password-file", file()] })],
    ["a file that the environment names", () => ({ environment: { BORROW_LICENSE_DATABASE_PASSWORD_FILE: file() } })],
    ["the environment", () => ({ environment: { BORROW_LICENSE_DATABASE_PASSWORD: PASSWORD } })],
    ["PostgreSQL's own variable", () => ({ environment: { PGPASSWORD: PASSWORD } })],
    [
      "the environment, rather than PostgreSQL's own variable",
      () => ({ environment: { BORROW_LICENSE_DATABASE_PASSWORD: PASSWORD, PGPASSWORD: "wrong" } }),
    ],
  ];
  it.each(WAYS)("gets the program's from %s", async (_, way) => {
    const { environment = {}, flags = [] } = way();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        PROGRAM,
        "access-keys",
        "list",
        "--data",
        join(temporaryFolder(), "data"),
        "--database",
        url,
        "--json",
        ...flags,
      ],
      { env: { PATH: process.env["PATH"], ...environment } },
    );
    expect(JSON.parse(stdout)).toEqual([]);
  });
});
