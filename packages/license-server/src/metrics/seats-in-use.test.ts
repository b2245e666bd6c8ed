import { expect, it } from "vitest";
import { borrowSeats, createStudio, NOON } from "../../test/licenses.js";
import { testService } from "../../test/service.js";
import { aroundMethods } from "../observation/around-methods.js";
import { openSqliteStorage } from "../storage/open-storage.js";
import { observeSeats } from "./seats-in-use.js";

it("seats are told of the licenses borrowed last, up to a number of licenses", async () => {
  let now = NOON;
  const clock = (): Date => new Date(now * 1000);
  const storage = await openSqliteStorage(":memory:");
  const seats = observeSeats(storage, clock, 2);
  const { call, create } = await testService({ storage: aroundMethods(storage, seats.around), clock });
  const licenses = ["1", "2", "3"].map((ClientToken) => create({ ...createStudio, ClientToken }));
  const [first = "", second = "", third = ""] = await Promise.all(licenses);
  for (const [index, license] of [first, second, first, third].entries()) {
    now += 1;
    await call("checkoutBorrowLicense", borrowSeats("1", `borrow-${index}`, license) as never);
  }
  const expected = [
    { license: first, entitlement: "seats", inUse: 2, maximum: 5 },
    { license: third, entitlement: "seats", inUse: 1, maximum: 5 },
  ];
  expect(await seats.read()).toEqual(expected);
  // A server that starts later, or beside this one, has seen none of this.
  expect(await observeSeats(storage, clock, 2).read()).toEqual(expected);
});
