import { expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { readConfiguration } from "./configuration.js";
import { SETTINGS } from "./settings.js";

const WITH_PASSWORD = "postgres://licenses:open-sesame@db.example.com/licenses";

it("a password in the URL of --database is refused, because everybody on the machine sees a program's arguments", async () => {
  const read = (url: string): Promise<unknown> =>
    readConfiguration(SETTINGS, ["database"], { flags: new Map([["database", url]]), environment: {} });
  const refusal =
    "ConfigurationInvalidError: The URL of --database has a password, which everybody on this machine can see. Leave it " +
    "out there, and give it with --database-password-file or in BORROW_LICENSE_DATABASE_PASSWORD, or the URL in " +
    "BORROW_LICENSE_DATABASE.";
  expect(await failure(() => read(WITH_PASSWORD))).toBe(refusal);
  expect(await failure(() => read("postgres://db.example.com/licenses?password=open-sesame"))).toBe(refusal);
  expect(await failure(() => read("postgres://licenses@db.example.com/licenses"))).toBe("no error");
});

it("a password in the URL of the environment is taken", async () => {
  const environment = { BORROW_LICENSE_DATABASE: WITH_PASSWORD };
  const { values } = await readConfiguration(SETTINGS, ["database"], { flags: new Map(), environment });
  expect(values.database).toBe(WITH_PASSWORD);
});
