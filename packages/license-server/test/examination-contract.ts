import { generateKeyPairSync } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { examineDatabase } from "../src/storage/doctor/examine-database.js";
import type { AnsweredRequest, NewLease } from "../src/storage/licenses/license-storage.js";
import type { Storage } from "../src/storage/open-storage.js";
import { ARN, NOON, studio } from "./licenses.js";

const answer = (clientToken: string, members: object): AnsweredRequest => ({
  account: "123456789012",
  operation: "CheckoutBorrowLicense",
  clientToken,
  digest: "digest",
  response: JSON.stringify(members),
  answeredAt: NOON,
});

const lease = (consumptionToken: string, amount: number): NewLease => ({
  consumptionToken,
  licenseArn: ARN,
  licenseVersion: 1,
  kind: "BORROW",
  account: "123456789012",
  issuedAt: NOON,
  expiration: NOON + 3600,
  holdings: [{ entitlement: "seats", amount, maximumInUse: 5 }],
});

/** What the examination finds in databases that were tampered with, in every dialect. */
export function examinationContract(name: string, open: () => Promise<Storage>): void {
  /** Two leases of four seats together, and one that was returned. */
  const withLeases = async (): Promise<Storage> => {
    const storage = await open();
    const { licenses } = storage;
    await licenses.addLicense(studio(), { ...answer("create", { LicenseArn: ARN }), operation: "CreateLicense" });
    for (const [token, amount] of [
      ["a", 3],
      ["b", 1],
      ["c", 1],
    ] as const) {
      await licenses.addLease(lease(token, amount), answer(token, { LicenseConsumptionToken: token, LicenseArn: ARN }));
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

    it.each([
      ["a version that is missing", "version = 3", "default has no version 1, and one 3."],
      ["another public key than its ID says", "id = 'other'", "other is not what it is published as."],
      ["a public key that is none", 'public_jwk = \'{"kid": "key-1"}\'', "key-1 is not what it is published as."],
      ["no private key", "sealed_private_key = NULL", "key-1 is not retired, and has no private key."],
      ["a private key after its end", `retired_at = ${NOON}`, "key-1 is retired, and its private key is still there."],
      [
        "a withdrawal without its end",
        `withdrawn_at = ${NOON}, sealed_private_key = NULL`,
        "key-1 is withdrawn, and not retired.",
      ],
    ])("finds a signing key with %s", async (_what, change, message) => {
      const { close, database, signingKeys } = await open();
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const publicJwk = JSON.stringify({ ...publicKey.export({ format: "jwk" }), kid: "key-1" });
      const times = { createdAt: NOON, signsFrom: NOON, tokensUntil: 0 };
      await signingKeys.add(() => ({ id: "key-1", name: "default", publicJwk, sealedPrivateKey: "sealed", ...times }));
      await signingKeys.add(() => ({
        id: "key-2",
        name: "cloud",
        kmsKeyId: "arn",
        ...times,
        publicJwk: publicJwk.replace("key-1", "key-2"),
      }));
      await signingKeys.add(() => ({
        id: "key-3",
        name: "cloud",
        retiredAt: NOON,
        ...times,
        publicJwk: publicJwk.replace("key-1", "key-3"),
      }));
      expect(await examineDatabase(database, NOON)).toEqual([]);
      await sql.raw(`UPDATE signing_key SET ${change} WHERE id = 'key-1'`).execute(database.query);
      expect(await examineDatabase(database, NOON)).toEqual([{ check: "keys", message: `The signing key ${message}` }]);
      await close();
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
        [{ check: "limits", message: `Of "seats" of ${ARN}, 7 are in use, and there are 5.` }],
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
        ],
      ],
      [
        "an answer that is about another license than its lease",
        `UPDATE answered_request SET response = '{"LicenseConsumptionToken": "b", "LicenseArn": "arn:other"}' WHERE client_token = 'b'`,
        [
          {
            check: "requests",
            message:
              "The checkout b was answered as one of arn:other by the account 123456789012, and is " +
              `of ${ARN} by 123456789012.`,
          },
        ],
      ],
      [
        "an answer that is another account's than its lease",
        "UPDATE lease SET account = '999999999999' WHERE consumption_token = 'b'",
        [
          {
            check: "requests",
            message:
              `The checkout b was answered as one of ${ARN} by the account 123456789012, and is ` +
              `of ${ARN} by 999999999999.`,
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
        for (const statement of statements.split("; ")) await sql.raw(statement).execute(query);
      });
      // A lease of a version that does not exist has no limit to be compared with.
      expect(await examineDatabase(database, NOON + 20)).toEqual(findings);
      await storage.close();
    });
  });
}
