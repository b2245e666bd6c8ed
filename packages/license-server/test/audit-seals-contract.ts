import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { examineSeals, sealAuditLog } from "../src/storage/audit/audit-seals.js";
import { recordChange } from "../src/storage/audit/database-audit-log.js";
import type { Storage } from "../src/storage/open-storage.js";
import { NOON } from "./licenses.js";

const KEY = new Uint8Array(32).fill(7);

/** A storage whose audit log has some events. */
async function withEvents(open: () => Promise<Storage>, count: number): Promise<Storage> {
  const storage = await open();
  onTestFinished(() => storage.close());
  await addEvents(storage, count);
  return storage;
}

function addEvents({ database }: Storage, count: number): Promise<void> {
  return database.write(async (transaction) => {
    for (let index = 0; index < count; index += 1) {
      await recordChange(transaction, {
        at: NOON + index,
        account: "123456789012",
        operation: "CreateAccessKey",
        keyId: `BLAK${index}`,
        outcome: "created",
        details: { Description: "somebody's" },
      });
    }
  });
}

/** Changes the database as somebody could who owns it. */
async function tamper({ database }: Storage, statement: string): Promise<void> {
  for (const table of ["audit_event", "audit_seal"]) {
    const triggers =
      database.dialect === "sqlite"
        ? ["unchanged", "undeleted", "unreplaced"].map((name) => `DROP TRIGGER IF EXISTS ${table}_${name}`)
        : [`DROP TRIGGER IF EXISTS ${table}_unchanged ON ${table}`];
    for (const trigger of triggers) await sql.raw(trigger).execute(database.query);
  }
  await sql.raw(statement).execute(database.query);
}

/** What the seals of every database have to do. */
export function auditSealsContract(name: string, open: () => Promise<Storage>): void {
  describe(`the seals of the audit log in ${name}`, () => {
    it("are over all events, and fit as long as nobody changes anything", async () => {
      const storage = await withEvents(open, 3);
      const { database } = storage;
      const [first] = await sealAuditLog(database, KEY, NOON);
      expect(first).toEqual({
        number: 1,
        lastEvent: 3,
        events: 3,
        sealedAt: NOON,
        mac: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(await sealAuditLog(database, KEY, NOON + 60)).toEqual([]);
      await addEvents(storage, 2);
      const [second] = await sealAuditLog(database, KEY, NOON + 120);
      expect(second).toMatchObject({ number: 2, lastEvent: 5, events: 2 });
      await addEvents(storage, 1);
      const nothing = { last: second, sealedEvents: 5, unsealedEvents: 1, problems: [] };
      expect(await examineSeals(database, KEY)).toEqual(nothing);
      expect(await examineSeals(database, KEY, first)).toEqual(nothing);
    });

    it("are over a thousand events at most, each", async () => {
      const { database } = await withEvents(open, 1001);
      const seals = await sealAuditLog(database, KEY, NOON);
      expect(seals.map(({ events, number }) => [number, events])).toEqual([
        [1, 1000],
        [2, 1],
      ]);
      const told: number[] = [];
      const { problems } = await examineSeals(database, KEY, undefined, ({ number }) => told.push(number));
      expect([problems, told]).toEqual([[], [1, 2]]);
    });

    it("are made once where several processes make them", async () => {
      const { database } = await withEvents(open, 3);
      const made = await Promise.all([1, 2, 3].map(() => sealAuditLog(database, KEY, NOON)));
      expect(made.flat()).toHaveLength(1);
      expect((await examineSeals(database, KEY)).problems).toEqual([]);
    });

    it.each([
      ["an event is changed", "UPDATE audit_event SET account = '999999999999' WHERE id = 2"],
      ["an event's details are changed", `UPDATE audit_event SET details = '{"Description":"else"}' WHERE id = 1`],
      ["an event is deleted", "DELETE FROM audit_event WHERE id = 2"],
      ["the last event is deleted", "DELETE FROM audit_event WHERE id = 3"],
      ["a seal's time is changed", "UPDATE audit_seal SET sealed_at = 0"],
    ])("do not fit any more where %s", async (_what, statement) => {
      const storage = await withEvents(open, 3);
      await sealAuditLog(storage.database, KEY, NOON);
      await tamper(storage, statement);
      expect((await examineSeals(storage.database, KEY)).problems).toEqual([
        "Seal 1 does not fit: the events 1 to 3, or the seal, are not as they were.",
      ]);
    });

    it("do not fit where an event is put in the place of one that never was", async () => {
      const storage = await withEvents(open, 3);
      await tamper(storage, "DELETE FROM audit_event WHERE id = 2");
      await sealAuditLog(storage.database, KEY, NOON);
      const values = "VALUES (2, 1, '123456789012', 'CreateLicense', 'created')";
      const overriding = storage.database.dialect === "sqlite" ? "" : "OVERRIDING SYSTEM VALUE";
      const insert = `INSERT INTO audit_event (id, at, account, operation, outcome) ${overriding} ${values}`;
      await tamper(storage, insert);
      expect((await examineSeals(storage.database, KEY)).problems).toHaveLength(1);
    });

    it("let no event in before the first one", async () => {
      const storage = await withEvents(open, 3);
      await sealAuditLog(storage.database, KEY, NOON);
      const values =
        "VALUES (-5, 1, '123456789012', 'DeleteLicense', 'deleted'), (0, 1, '123456789012', 'DeleteLicense', 'deleted')";
      const overriding = storage.database.dialect === "sqlite" ? "" : "OVERRIDING SYSTEM VALUE";
      await sql
        .raw(`INSERT INTO audit_event (id, at, account, operation, outcome) ${overriding} ${values}`)
        .execute(storage.database.query);
      expect((await examineSeals(storage.database, KEY)).problems).toEqual([
        "2 of the events have numbers below 1, which no server gives: somebody else put them there.",
      ]);
    });

    it("cannot be made by who has not the key", async () => {
      const { database } = await withEvents(open, 3);
      await sealAuditLog(database, new Uint8Array(32), NOON);
      expect((await examineSeals(database, KEY)).problems).toHaveLength(1);
    });

    it("are missed where they are removed, the last ones by a seal that was kept", async () => {
      const storage = await withEvents(open, 2);
      const { database } = storage;
      await sealAuditLog(database, KEY, NOON);
      await addEvents(storage, 1);
      const [second] = await sealAuditLog(database, KEY, NOON);
      await addEvents(storage, 1);
      await sealAuditLog(database, KEY, NOON);
      await tamper(storage, "DELETE FROM audit_event WHERE id > 2");
      await tamper(storage, "DELETE FROM audit_seal WHERE number > 1");
      expect((await examineSeals(database, KEY)).problems).toEqual([]);
      expect((await examineSeals(database, KEY, second)).problems).toEqual([
        "Seal 2 is missing: the log ends with seal 1.",
      ]);
      expect((await examineSeals(database, KEY, { number: 1, mac: "another" })).problems).toEqual([
        "Seal 1 is not the one that was kept.",
      ]);
      await tamper(storage, "UPDATE audit_seal SET number = 3");
      expect((await examineSeals(database, KEY)).problems).toEqual(["The seals between 0 and 3 are missing."]);
    });

    it("stay as they are: the database refuses to change and to delete them", async () => {
      const { database } = await withEvents(open, 1);
      await sealAuditLog(database, KEY, NOON);
      for (const statement of ["UPDATE audit_seal SET mac = ''", "DELETE FROM audit_seal"]) {
        await expect(sql.raw(statement).execute(database.query)).rejects.toThrow("its seals are neither changed");
      }
    });
  });
}
