import { expect, it } from "vitest";
import { CLOUD_PAYLOAD } from "../../test/tokens.js";
import { EntitlementDataUnit } from "../generated/index.js";
import { readCheckedClaims } from "./checked-claims.js";

function read(value: string | undefined, unit: string) {
  return readCheckedClaims({ ...CLOUD_PAYLOAD, entitlementsAllowed: [{ name: "seats", value, unit }] });
}

it.each(["0", "1", "10", "9007199254740991"])("accepts the amount %s", (value) => {
  expect(read(value, "Count").entitlementsAllowed).toEqual([{ Name: "seats", Value: value, Unit: "Count" }]);
});

it.each([
  ["negative", "-1"],
  ["negative zero", "-0"],
  ["with a plus sign", "+1"],
  ["fractional", "1.5"],
  ["fractional though whole", "1.0"],
  ["with a decimal comma", "1,5"],
  ["exponential", "1e3"],
  ["exponential with a capital", "1E3"],
  ["hexadecimal", "0x10"],
  ["octal", "0o17"],
  ["with a leading zero", "01"],
  ["with a separator", "1_000"],
  ["with a suffix", "1n"],
  ["just beyond what a double holds exactly", "9007199254740992"],
  ["far beyond it", "99999999999999999999999"],
  ["infinite", "Infinity"],
  ["not a number", "NaN"],
  ["empty", ""],
  ["white space", " "],
  ["surrounded by white space", " 1 "],
  ["followed by a line break", "1\n"],
  ["in other digits", "١٢"],
  ["in words", "unlimited"],
])("refuses an amount that is %s", (_, value) => {
  expect(() => read(value, "Count")).toThrow(
    expect.objectContaining({
      code: "claim-invalid",
      claim: "entitlementsAllowed[0].value",
      message:
        "The claim entitlementsAllowed[0].value must be the digits of a whole number, 2^53 - 1 at most. " +
        "Have its issuer write it so.",
    }),
  );
});

it.each(Object.values(EntitlementDataUnit).filter((unit) => unit !== "None"))("checks amounts in %s", (unit) => {
  expect(() => read("-1", unit)).toThrow(expect.objectContaining({ code: "claim-invalid" }));
  expect(read(undefined, unit).entitlementsAllowed).toEqual([{ Name: "seats", Unit: unit }]);
});

it("takes the value of a feature as it is", () => {
  expect(read("-1.5e3", "None").entitlementsAllowed).toEqual([{ Name: "seats", Value: "-1.5e3", Unit: "None" }]);
});

it("names the entitlement that is wrong", () => {
  const entitlementsAllowed = [
    { name: "export", value: "pdf", unit: "None" },
    { name: "seats", value: "1e3", unit: "Count" },
  ];
  expect(() => readCheckedClaims({ ...CLOUD_PAYLOAD, entitlementsAllowed })).toThrow(
    expect.objectContaining({ claim: "entitlementsAllowed[1].value" }),
  );
});
