import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { examineDatabase } from "../src/storage/doctor/examine-database.js";
import type { AnsweredRequest, NewLease } from "../src/storage/licenses/license-storage.js";
import type { Storage } from "../src/storage/open-storage.js";
import { ARN, checkoutResponse, NOON, newLease, studio } from "./licenses.js";

const answer = (clientToken: string, response: string): AnsweredRequest => ({
  account: "123456789012",
  operation: "CheckoutBorrowLicense",
  clientToken,
  digest: "digest",
  response,
  answeredAt: NOON,
});

const lease = (consumptionToken: string, amount: number): NewLease =>
  newLease(consumptionToken, { holdings: [{ entitlement: "seats", amount, maximumInUse: 5 }] });

/** The example of RFC 7638, section 3.1, and what its thumbprint is there. */
const RFC_KEY = {
  kty: "RSA",
  n:
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3ok" +
    "njhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu" +
    "6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
  e: "AQAB",
};
const RFC_THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

interface PublicKey {
  readonly id: string;
  readonly publicJwk: string;
}

async function newPublicKey(): Promise<PublicKey> {
  const { privateKeyPem } = await generateSigningKey({ modulusLength: 2048 });
  const { keyId, publicJwk } = await createBorrowTokenIssuer({ key: privateKeyPem });
  return { id: keyId, publicJwk: JSON.stringify(publicJwk) };
}

/** What the examination finds in databases that were tampered with, in every dialect. */
export function examinationContract(name: string, open: () => Promise<Storage>): void {
  /** Two leases of four seats together, and one that was returned. */
  const withLeases = async (): Promise<Storage> => {
    const storage = await open();
    const { licenses } = storage;
    await licenses.addLicense(studio(), { ...answer("create", "{}"), operation: "CreateLicense" });
    for (const [token, amount] of [
      ["a", 3],
      ["b", 1],
      ["c", 1],
    ] as const) {
      const added = token === "a" ? { ...lease(token, amount), nodeId: "workstation-7" } : lease(token, amount);
      await licenses.addLease(added, answer(token, checkoutResponse(added)));
    }
    await licenses.returnLease("c", NOON + 10);
    return storage;
  };

  describe(`an examination of ${name}`, () => {
    it("finds nothing where servers did what they do", async () => {
      const storage = await withLeases();
      expect(await examineDatabase(storage.database, NOON + 20)).toEqual([]);
      expect(await examineDatabase(storage.database, NOON + 7200)).toEqual([]);
      await storage.close();
    });

    describe("of signing keys", () => {
      let others: readonly PublicKey[] = [];
      beforeAll(async () => {
        others = await Promise.all([newPublicKey(), newPublicKey()]);
      });

      const publicJwk = (members: object): string => `public_jwk = '${JSON.stringify(members)}'`;
      const own = { ...RFC_KEY, kid: RFC_THUMBPRINT };
      it.each<[string, string | ((other: PublicKey) => string), string | ((other: PublicKey) => string)]>([
        ["a version that is missing", "version = 3", "default has no version 1, and one 3."],
        [
          "another public key than its ID says",
          "id = 'other'",
          `other is published with another public key, whose thumbprint is ${RFC_THUMBPRINT}.`,
        ],
        [
          "a public key that was exchanged",
          (other) => publicJwk({ ...JSON.parse(other.publicJwk), kid: RFC_THUMBPRINT }),
          ({ id }) => `${RFC_THUMBPRINT} is published with another public key, whose thumbprint is ${id}.`,
        ],
        ["another name in public", publicJwk({ ...own, kid: "other" }), `${RFC_THUMBPRINT} is published as "other".`],
        [
          "its private key in public",
          publicJwk({ ...own, d: "AQAB" }),
          `${RFC_THUMBPRINT} is published with its private key.`,
        ],
        [
          "a public key that is none",
          publicJwk({ kid: RFC_THUMBPRINT }),
          `${RFC_THUMBPRINT} is published without an RSA public key.`,
        ],
        ["no private key", "sealed_private_key = NULL", `${RFC_THUMBPRINT} is not retired, and has no private key.`],
        [
          "a private key after its end",
          `retired_at = ${NOON}`,
          `${RFC_THUMBPRINT} is retired, and its private key is still there.`,
        ],
        [
          "a withdrawal without its end",
          `withdrawn_at = ${NOON}, sealed_private_key = NULL`,
          `${RFC_THUMBPRINT} is withdrawn, and not retired.`,
        ],
      ])("finds one with %s", async (_what, change, message) => {
        const { close, database, signingKeys } = await open();
        const [one, other] = others as [PublicKey, PublicKey];
        const key = { id: RFC_THUMBPRINT, publicJwk: JSON.stringify(own) };
        const times = { createdAt: NOON, signsFrom: NOON, tokensUntil: 0 };
        await signingKeys.add(() => ({ ...key, name: "default", sealedPrivateKey: "sealed", ...times }));
        await signingKeys.add(() => ({ ...one, name: "cloud", kmsKeyId: "arn", ...times }));
        await signingKeys.add(() => ({ ...other, name: "cloud", retiredAt: NOON, ...times }));
        expect(await examineDatabase(database, NOON)).toEqual([]);
        const changed = typeof change === "string" ? change : change(one);
        await sql.raw(`UPDATE signing_key SET ${changed} WHERE id = '${RFC_THUMBPRINT}'`).execute(database.query);
        const problem = typeof message === "string" ? message : message(one);
        expect(await examineDatabase(database, NOON)).toEqual([
          { check: "keys", message: `The signing key ${problem}` },
        ]);
        await close();
      });
    });

    it("finds nothing where leases were extended, last until they are returned or have features, and what else their ends are", async () => {
      const { close, database, licenses } = await open();
      await licenses.addLicense(studio(), { ...answer("create", "{}"), operation: "CreateLicense" });
      const export1 = { entitlement: "export", amount: 1, maximumInUse: 5 };
      for (const changes of [
        { consumptionToken: "a", kind: "PROVISIONAL" },
        { consumptionToken: "b", kind: "PERPETUAL", expiration: 253_402_300_799 },
      ] as const) {
        const seats = lease(changes.consumptionToken, 1);
        const added = { ...seats, ...changes, holdings: [export1, ...seats.holdings] };
        const response = checkoutResponse(added, ["export"]);
        const answered = { ...answer(added.consumptionToken, response), operation: "CheckoutLicense" };
        await licenses.addLease(added, answered);
      }
      const extension = { licenseVersion: 1, at: NOON + 60, expiration: NOON + 7200, holdings: [export1] };
      expect(await licenses.extendLease("a", extension)).toEqual({ outcome: "extended" });
      expect(await examineDatabase(database, NOON + 70)).toEqual([]);
      // It is found by what it expires at in sum as well.
      await sql`UPDATE lease SET expiration = ${NOON + 9000} WHERE consumption_token = 'a'`.execute(database.query);
      expect(await examineDatabase(database, NOON + 70)).toContainEqual({
        check: "requests",
        message:
          'The checkout a was answered the Expiration "2026-06-01T13:00:00Z" where its lease has "2026-06-01T14:30:00Z".',
      });
      await close();
    });

    it.each([
      ["lease_of_license", "partial index on lease (license_arn, expiration)"],
      ["audit_event_of_lease", "index on audit_event (lease)"],
    ])("finds that the index %s is missing, and says what makes it again", async (name, described) => {
      const { close, database } = await open();
      await sql.raw(`DROP INDEX ${name}`).execute(database.query);
      const [found, ...others] = await examineDatabase(database, NOON);
      expect(others).toEqual([]);
      const [, problem, statement = ""] =
        /^(.*\.) Remove what else has its name, and run: (.*)$/.exec(found?.message ?? "") ?? [];
      expect(problem).toBe(`There is no ${described}.`);
      await sql.raw(statement).execute(database.query);
      expect(await examineDatabase(database, NOON)).toEqual([]);
      await close();
    });

    it("finds that a primary key is missing", async () => {
      const { close, database } = await open();
      const statements =
        database.dialect === "sqlite"
          ? "DROP TABLE answered_request; CREATE TABLE answered_request (account, operation, client_token, response)"
          : "ALTER TABLE answered_request DROP CONSTRAINT answered_request_pkey";
      for (const statement of statements.split("; ")) await sql.raw(statement).execute(database.query);
      expect(await examineDatabase(database, NOON)).toEqual([
        {
          check: "schema",
          message:
            "There is no primary key on answered_request (account, operation, client_token). Rows may be there twice by " +
            "now: restore a backup in which doctor finds nothing.",
        },
      ]);
      await close();
    });

    it.each(["audit_event", "audit_seal"])("finds that nothing keeps %s from being changed", async (table) => {
      const { close, database } = await open();
      const isSqlite = database.dialect === "sqlite";
      const name = `${table}_unchanged`;
      const damages = isSqlite
        ? [`DROP TRIGGER ${name}`, `CREATE TRIGGER ${name} BEFORE UPDATE ON ${table} BEGIN SELECT 1; END`]
        : [
            `ALTER TABLE ${table} DISABLE TRIGGER ${name}`,
            `DROP TRIGGER ${name} ON ${table}`,
            `CREATE TRIGGER ${name} BEFORE DELETE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_${table}()`,
          ];
      const remains = isSqlite ? `DROP TRIGGER ${name}` : `DROP TRIGGER ${name} ON ${table}`;
      let statement = "";
      for (const damage of damages) {
        await sql.raw(damage).execute(database.query);
        const [found, ...others] = await examineDatabase(database, NOON);
        expect(others).toEqual([]);
        const message = found?.message ?? "";
        expect(message).toContain(
          `The trigger ${name}, without which the audit log can be changed, is missing or disabled.`,
        );
        statement = message.slice(message.indexOf("CREATE TRIGGER"));
      }
      await sql.raw(remains).execute(database.query);
      await sql.raw(statement).execute(database.query);
      expect(await examineDatabase(database, NOON)).toEqual([]);
      await close();
    });

    it.each([
      ["that is asked for and has no date", { requested: NOON }, "was asked for and has no date."],
      ["that has a date and was not asked for", { date: NOON }, "has a date and was not asked for."],
      [
        "that is complete before it was asked for",
        { requested: NOON, date: NOON - 1 },
        "has a date before the moment at which it was asked for.",
      ],
    ])("finds a deletion %s", async (_what, { date, requested }: { date?: number; requested?: number }, problem) => {
      const storage = await withLeases();
      const { database } = storage;
      await database.query
        .updateTable("license")
        .set({ deletion_requested_at: requested ?? null, deletion_date: date ?? null })
        .execute();
      expect(await examineDatabase(database, NOON + 20)).toEqual([
        { check: "versions", message: `The deletion of the license ${ARN} ${problem}` },
        { check: "audit", message: `The license ${ARN} was deleted 1 times and has 0 audit events of that.` },
      ]);
      await storage.close();
    });

    it("goes on where a table, or what is in it, cannot be read", async () => {
      const storage = await withLeases();
      const { database } = storage;
      await sql`DROP TABLE signing_key`.execute(database.query);
      await sql`UPDATE license_version SET terms = '{}'`.execute(database.query);
      const findings = await examineDatabase(database, NOON + 20);
      const unread = findings.filter(({ message }) => message.startsWith("A part of the database cannot be read"));
      expect(unread).toHaveLength(2);
      expect(findings).toContainEqual({
        check: "file",
        message: expect.stringMatching(/so one check is not done: .*signing_key/),
      });
      expect(findings.map(({ check }) => check)).toContain("schema");
      await storage.close();
    });

    it("finds a deletion that was undone", async () => {
      const storage = await withLeases();
      const { database, licenses } = storage;
      await licenses.deleteLicense(ARN, 1, NOON + 30);
      expect(await examineDatabase(database, NOON + 40)).toEqual([]);
      await database.query.updateTable("license").set({ deletion_requested_at: null, deletion_date: null }).execute();
      expect(await examineDatabase(database, NOON + 40)).toEqual([
        { check: "audit", message: `The license ${ARN} was deleted 0 times and has 1 audit events of that.` },
      ]);
      await storage.close();
    });

    it.each([
      [
        "a version that is missing",
        "UPDATE license_version SET version = 2",
        [
          { check: "file", message: "The table lease has 3 rows that refer to missing ones of license_version." },
          {
            check: "versions",
            message: `The license ${ARN} has 1 versions from 2 to 2, and 1 is said to be the latest.`,
          },
        ],
      ],
      [
        "a license whose latest version is another one than it says",
        "UPDATE license SET latest_version = 2",
        [
          {
            check: "versions",
            message: `The license ${ARN} has 1 versions from 1 to 1, and 2 is said to be the latest.`,
          },
        ],
      ],
      ...[
        ["status", "'SUSPENDED'"],
        ["product_sku", "'other'"],
        ["beneficiary", "'Other Ltd.'"],
        ["issuer_name", "'Other Software'"],
        ["validity_begin", "0"],
        ["validity_end", "NULL"],
      ].map(([column, value]): [string, string, { check: string; message: string }[]] => [
        `a license that is listed by another ${column} than it has`,
        `UPDATE license SET ${column} = ${value}`,
        [{ check: "versions", message: `The license ${ARN} is not listed by its latest version's terms.` }],
      ]),
      [
        "a count that is too low",
        "UPDATE amount_in_use SET amount = 3",
        [
          {
            check: "counts",
            message: `Of "seats" of ${ARN}, 3 are counted and 4 of leases were in use at 2026-06-01T12:00:00.000Z.`,
          },
        ],
      ],
      [
        "a lease that still holds what it gave back",
        "UPDATE lease SET returned_at = NULL WHERE consumption_token = 'c'",
        [
          {
            check: "counts",
            message: `Of "seats" of ${ARN}, 4 are counted and 5 of leases expire at 2026-06-01T13:00:00.000Z.`,
          },
          { check: "audit", message: "The checkout c was returned 0 times and has 1 audit events of that." },
        ],
      ],
      [
        "more in use than there is",
        "UPDATE holding SET amount = 6 WHERE consumption_token = 'a'; UPDATE expiring_amount SET amount = 7; UPDATE amount_in_use SET amount = 7",
        [
          { check: "limits", message: `Of "seats" of ${ARN}, 7 are in use, and there are 5.` },
          {
            check: "requests",
            message: 'The checkout a was answered the EntitlementsAllowed "seats"=3 where its lease has "seats"=6.',
          },
        ],
      ],
      [
        "a lease whose request has no answer",
        "DELETE FROM answered_request WHERE client_token = 'b'",
        [{ check: "requests", message: "The checkout b has 1 leases and 0 answered requests." }],
      ],
      [
        "an answer whose lease is lost",
        "INSERT INTO answered_request VALUES ('123456789012', 'CheckoutBorrowLicense', 'lost', 'digest', '{\"LicenseConsumptionToken\": \"d\"}', 0)",
        [{ check: "requests", message: "The checkout d has 0 leases and 1 answered requests." }],
      ],
      [
        "a lease and a return that nobody recorded",
        "ALTER TABLE audit_event RENAME TO former_event; " +
          "CREATE TABLE audit_event AS SELECT * FROM former_event WHERE lease = 'a' OR lease IS NULL; " +
          "INSERT INTO audit_event SELECT * FROM former_event WHERE outcome = 'granted' AND lease = 'c'",
        [
          { check: "audit", message: "The checkout b has 1 leases and 0 audit events." },
          { check: "audit", message: "The checkout c was returned 1 times and has 0 audit events of that." },
        ],
      ],
      [
        "a checkout that was recorded and is not there, and a version that was not recorded",
        "ALTER TABLE audit_event RENAME TO former_event; " +
          "CREATE TABLE audit_event AS SELECT * FROM former_event WHERE lease IS NOT NULL; " +
          "UPDATE audit_event SET lease = 'd' WHERE lease = 'b'",
        [
          { check: "audit", message: "The checkout b has 1 leases and 0 audit events." },
          { check: "audit", message: "The checkout d has 0 leases and 1 audit events." },
          { check: "audit", message: `The license ${ARN} has 1 versions and 0 audit events of them.` },
        ],
      ],
      [
        "a lease that holds nothing any more",
        "DELETE FROM holding WHERE consumption_token = 'a'",
        [
          {
            check: "counts",
            message: `Of "seats" of ${ARN}, 4 are counted and 1 of leases expire at 2026-06-01T13:00:00.000Z.`,
          },
          {
            check: "requests",
            message: 'The checkout a was answered the EntitlementsAllowed "seats"=3 where its lease has none.',
          },
        ],
      ],
      [
        "an answer that is another account's than its lease",
        "UPDATE lease SET account = '999999999999' WHERE consumption_token = 'b'",
        [
          {
            check: "requests",
            message: 'The checkout b was answered the Account "123456789012" where its lease has "999999999999".',
          },
        ],
      ],
      ...[
        [ARN, "arn:other", `the LicenseArn "arn:other" where its lease has "${ARN}"`],
        ["workstation-7", "workstation-8", 'the NodeId "workstation-8" where its lease has "workstation-7"'],
        ['"NodeId":"workstation-7",', "", 'the NodeId none where its lease has "workstation-7"'],
        ["12:00:00Z", "12:00:01Z", 'the IssuedAt "2026-06-01T12:00:01Z" where its lease has "2026-06-01T12:00:00Z"'],
        ["13:00:00Z", "13:00:01Z", 'the Expiration "2026-06-01T13:00:01Z" where its lease has "2026-06-01T13:00:00Z"'],
        ['"seats"', '"seatz"', 'the EntitlementsAllowed "seatz"=3 where its lease has "seats"=3'],
        ['"Value":"3"', '"Value":"4"', 'the EntitlementsAllowed "seats"=4 where its lease has "seats"=3'],
        ['"EntitlementsAllowed":[', '"Other":[', 'the EntitlementsAllowed none where its lease has "seats"=3'],
        [
          '"EntitlementsAllowed":[',
          '"EntitlementsAllowed":["none",',
          'the EntitlementsAllowed null=null, "seats"=3 where its lease has "seats"=3',
        ],
      ].map(([before, after, difference]): [string, string, { check: string; message: string }[]] => [
        `an answer with ${after === "" ? "nothing" : after} where ${before} was`,
        // In both dialects the text of an answer is replaced in the same words.
        `UPDATE answered_request SET response = CAST(replace(CAST(response AS TEXT), '${before}', '${after}') AS JSON_TEXT) WHERE client_token = 'a'`,
        [{ check: "requests", message: `The checkout a was answered ${difference}.` }],
      ]),
      [
        "an answer to another operation than its lease is of",
        "UPDATE lease SET kind = 'PERPETUAL', node_id = 'evil' WHERE consumption_token = 'a'",
        [
          {
            check: "requests",
            message:
              'The checkout a was answered the Kind "BORROW" where its lease has "PERPETUAL", and the NodeId "workstation-7" ' +
              'where its lease has "evil".',
          },
        ],
      ],
      [
        "a request that was answered twice",
        "ALTER TABLE answered_request RENAME TO former_request; " +
          "CREATE TABLE answered_request AS SELECT * FROM former_request; " +
          "INSERT INTO answered_request SELECT * FROM former_request WHERE client_token = 'b'",
        [
          { check: "requests", message: "The checkout b has 1 leases and 2 answered requests." },
          { check: "requests", message: 'The CheckoutBorrowLicense "b" of the account 123456789012 has 2 answers.' },
        ],
      ],
    ])("finds %s", async (_what, statements, findings) => {
      const storage = await withLeases();
      const { database } = storage;
      const isSqlite = database.dialect === "sqlite";
      await database.query.connection().execute(async (query) => {
        // Whoever damages a database does not ask it.
        await sql.raw(isSqlite ? "PRAGMA foreign_keys = OFF" : "SET session_replication_role = replica").execute(query);
        const written = statements.replaceAll("JSON_TEXT", isSqlite ? "TEXT" : "JSON");
        for (const statement of written.split("; ")) await sql.raw(statement).execute(query);
      });
      // A lease of a version that does not exist has no limit to be compared with. Tables that were replaced have no indexes.
      const found = await examineDatabase(database, NOON + 20);
      expect(found.filter(({ check }) => check !== "schema" || !statements.includes("RENAME"))).toEqual(findings);
      await storage.close();
    });
  });
}
