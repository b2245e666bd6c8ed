import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { createPageTokens } from "./page-tokens.js";

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index);
const tokens = createPageTokens(async () => KEY);
const list = ["ListLicenses", "123456789012", { productSku: "studio" }];
const refusal = (token: string): string =>
  `InvalidParameterValueException: NextToken is ${JSON.stringify(token)}, which was not answered for this list. ` +
  "Give the NextToken of the answer before with the same other members, or none to begin anew.";

describe("a page's token", () => {
  it("is read again by whoever has the key, also after a restart", async () => {
    const token = await tokens.write({ list, after: "arn:ä" });
    expect(token).toMatch(/^[\w-]+$/);
    expect(await createPageTokens(async () => KEY).read(list, token)).toBe("arn:ä");
  });

  it.each<[string, readonly unknown[]]>([
    ["another operation", ["ListLicenseVersions", "123456789012", { productSku: "studio" }]],
    ["another account", ["ListLicenses", "999999999999", { productSku: "studio" }]],
    ["other conditions", ["ListLicenses", "123456789012", {}]],
  ])("is refused for a list of %s", async (_what, other) => {
    const token = await tokens.write({ list, after: "arn" });
    expect(await failure(() => tokens.read(other, token))).toMatch(/which was not answered for this list/);
  });

  it("is refused with another key", async () => {
    const token = await createPageTokens(async () => KEY.map((byte) => byte + 1)).write({ list, after: "arn" });
    expect(await failure(() => tokens.read(list, token))).toMatch(/which was not answered for this list/);
  });

  it("is refused when any character of it was changed, or one is missing or too many", async () => {
    const token = await tokens.write({ list, after: "arn" });
    const changed = Array.from(token, (character, index) => {
      const other = character === "A" ? "Q" : "A";
      return token.slice(0, index) + other + token.slice(index + 1);
    });
    for (const wrong of [...changed, token.slice(1), token.slice(0, -1), `${token}A`, `${token}=`, "", "?"]) {
      expect([wrong, await failure(() => tokens.read(list, wrong))]).not.toEqual([wrong, "no error"]);
    }
    expect(await failure(() => tokens.read(list, "?"))).toBe(refusal("?"));
  });

  it("tries to read the key again when that failed", async () => {
    let attempts = 0;
    const patient = createPageTokens(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("The storage is away.");
      return KEY;
    });
    expect(await failure(() => patient.write({ list, after: "arn" }))).toBe("Error: The storage is away.");
    const token = await patient.write({ list, after: "arn" });
    expect(await patient.read(list, token)).toBe("arn");
    expect(attempts).toBe(2);
  });
});
