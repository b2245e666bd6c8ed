import { expect, it } from "vitest";
import { EMPTY_MODEL, type Operation, step } from "./license-model.js";

const TERMS = { maxCount: 2, overage: false, isAvailable: true, allowEarlyCheckIn: true, minutes: 1, end: 7200 };
const create: Operation = { name: "create", token: 1, isTimed: true, terms: TERMS };
const borrow = (token: number, seats: number): Operation => ({
  name: "checkout",
  token,
  license: "license 1",
  kind: "BORROW",
  seats,
  withFeature: false,
});

it("the model of a license service lends what there is, until it expires or is returned, once a request", () => {
  const created = step(EMPTY_MODEL, create, 0).model;
  const lent = step(created, borrow(1, 2), 0);
  expect(lent.answer).toBe("expires at 60");
  expect(step(lent.model, borrow(1, 2), 30).answer).toBe("expires at 60");
  expect(step(lent.model, borrow(1, 1), 30).answer).toBe("InvalidParameterValueException");
  expect(step(lent.model, borrow(2, 1), 59).answer).toBe("NoEntitlementsAllowedException");
  expect(step(lent.model, borrow(2, 1), 60).answer).toBe("expires at 120");
  const returned = step(lent.model, { name: "checkIn", lease: "borrowed 1" }, 10).model;
  expect(step(returned, borrow(2, 2), 10).answer).toBe("expires at 70");
});
