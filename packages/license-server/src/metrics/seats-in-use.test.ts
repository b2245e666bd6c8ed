import { expect, it } from "vitest";
import { borrowSeats, createStudio, NOON } from "../../test/licenses.js";
import { testService } from "../../test/service.js";
import { aroundMethods } from "../observation/around-methods.js";
import { openSqliteStorage } from "../storage/open-storage.js";
import { observeSeats } from "./seats-in-use.js";

it("seats are told of the licenses borrowed last, up to a number of licenses", async () => {
  const storage = await openSqliteStorage(":memory:");
  const seats = observeSeats(storage, () => new Date(NOON * 1000), 2);
  const { call, create } = await testService({ storage: aroundMethods(storage, seats.around) });
  const licenses = ["1", "2", "3"].map((ClientToken) => create({ ...createStudio, ClientToken }));
  const [first = "", second = "", third = ""] = await Promise.all(licenses);
  for (const [index, license] of [first, second, first, third].entries()) {
    await call("checkoutBorrowLicense", borrowSeats("1", `borrow-${index}`, license) as never);
  }
  expect(await seats.read()).toEqual([
    { license: first, entitlement: "seats", inUse: 2, maximum: 5 },
    { license: third, entitlement: "seats", inUse: 1, maximum: 5 },
  ]);
});
