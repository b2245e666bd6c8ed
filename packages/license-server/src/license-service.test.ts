import { expect, it } from "vitest";
import { failure } from "../test/licenses.js";
import { testService } from "../test/service.js";

it.each([
  ["an account that has no 12 digits", { account: "12345" }, 'The account must have 12 digits; it is "12345".'],
  [
    "a region with other characters",
    { region: "US East" },
    'A region has lower-case letters, digits and hyphens, such as us-east-1; this one is "US East".',
  ],
  [
    "a peer that is no URL",
    { peers: { "eu-west-1": "somewhere" } },
    "The endpoint of the peer eu-west-1 must be an http or https URL.",
  ],
])("a license service refuses %s", async (_what, options, message) => {
  expect(await failure(() => testService(options))).toBe(`TypeError: ${message}`);
});
