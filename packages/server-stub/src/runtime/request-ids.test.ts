import { expect, it } from "vitest";
import { requestIds } from "./request-ids.js";

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("makes UUIDs that all differ, beyond those that share their beginning", () => {
  const next = requestIds();
  const made = Array.from({ length: 10_000 }, next);
  expect(new Set(made).size).toBe(10_000);
  expect(made.filter((id) => !UUID_V4.test(id))).toEqual([]);
});

it("begins differently in every handler", () => {
  const beginnings = Array.from({ length: 50 }, () => requestIds()().slice(0, -3));
  expect(new Set(beginnings).size).toBe(50);
});

it("takes no random numbers before the first request", ({ onTestFinished }) => {
  const { randomUUID } = crypto;
  onTestFinished(() => {
    crypto.randomUUID = randomUUID;
  });
  crypto.randomUUID = () => {
    throw new Error("too early");
  };
  expect(requestIds).not.toThrow();
});
