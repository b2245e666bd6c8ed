import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import type { StoredSigningKey } from "../storage/signing-keys/signing-key-storage.js";
import { isPublished, keyForLicense, signKeysOf, stateOf } from "./signing-key-state.js";

const key = (id: string, changes: Partial<StoredSigningKey> = {}): StoredSigningKey => ({
  id,
  name: "default",
  version: 1,
  publicJwk: "{}",
  createdAt: 0,
  signsFrom: 0,
  tokensUntil: 0,
  ...changes,
});

const OWN = { account: "111111111111" };

describe("a signing key", () => {
  const first = key("first", { tokensUntil: 200 });
  const second = key("second", { version: 2, signsFrom: 100 });
  const keys = [second, first];

  it("signs until the next one of its name does, which is published before", () => {
    expect([stateOf(first, keys, 99), stateOf(second, keys, 99)]).toEqual(["signing", "next"]);
    expect([stateOf(first, keys, 100), stateOf(second, keys, 100)]).toEqual(["superseded", "signing"]);
    expect(isPublished(second, keys, 0)).toBe(true);
  });

  it("that signs from its creation on signs as well when the clock is set back to before that", () => {
    const made = key("made", { createdAt: 3600, signsFrom: 3600 });
    const next = key("next", { version: 2, createdAt: 3700, signsFrom: 3800 });
    expect([stateOf(made, [made, next], 0), stateOf(next, [made, next], 0)]).toEqual(["signing", "next"]);
    expect(keyForLicense([made, next], { account: "111111111111", issuer: { name: "Acme" } }, 0)).toBe(made);
  });

  it("that is superseded is published until its last token expires", () => {
    expect([isPublished(first, keys, 199), isPublished(first, keys, 200)]).toEqual([true, false]);
  });

  it("that is retired is published until its last token expires, and signs no more", () => {
    const retired = key("retired", { retiredAt: 50, tokensUntil: 200 });
    expect(stateOf(retired, [retired], 60)).toBe("retired");
    expect([isPublished(retired, [retired], 199), isPublished(retired, [retired], 200)]).toEqual([true, false]);
  });

  it("that is withdrawn is not published, whatever tokens it has", () => {
    const withdrawn = key("withdrawn", { retiredAt: 50, withdrawnAt: 50, tokensUntil: 200 });
    expect([stateOf(withdrawn, [withdrawn], 60), isPublished(withdrawn, [withdrawn], 60)]).toEqual([
      "withdrawn",
      false,
    ]);
  });

  it("signs again when the one that followed it is retired", () => {
    const followed = [first, key("second", { version: 2, retiredAt: 120 })];
    expect(stateOf(first, followed, 130)).toBe("signing");
  });
});

describe("the key of a license", () => {
  const keys = [
    key("d1"),
    key("a1", { name: "acme", ...OWN, issuerName: "Acme" }),
    key("a2", { name: "acme", version: 2, ...OWN, issuerName: "Acme" }),
    key("h1", { name: "hardware", ...OWN }),
  ];
  const keyOf = (name: string, signKey?: string, account = OWN.account): string =>
    keyForLicense(keys, { account, issuer: { name, ...(signKey === undefined ? {} : { signKey }) } }, 10).id;

  it("is the one that it names, by name or by the ID of any of that name", () => {
    expect(keyOf("Acme", "hardware")).toBe("h1");
    expect([keyOf("Other", "acme"), keyOf("Other", "a1"), keyOf("Other", "a2")]).toEqual(["a2", "a2", "a2"]);
  });

  it("is its issuer's where it names none, and the default where the issuer has none", () => {
    expect([keyOf("Acme"), keyOf("Other")]).toEqual(["a2", "d1"]);
    expect(keyOf("Acme", undefined, "222222222222")).toBe("d1");
  });

  it("is the default when its issuer's is retired", () => {
    const retired = keys.map((each) => (each.name === "acme" ? { ...each, retiredAt: 5 } : each));
    expect(keyForLicense(retired, { ...OWN, issuer: { name: "Acme" } }, 10).id).toBe("d1");
  });

  it.each([
    ["is retired", "hardware", [key("d1"), key("h1", { name: "hardware", ...OWN, retiredAt: 5 })], OWN.account],
    ["is another account's", "hardware", keys, "222222222222"],
    ["is not there", "nothing", keys, OWN.account],
  ])("is refused when the one that it names %s", async (_, signKey, present, account) => {
    expect(await failure(() => keyForLicense(present, { account, issuer: { name: "Acme", signKey } }, 10))).toBe(
      `NoEntitlementsAllowedException: The license's Issuer.SignKey is "${signKey}", and that key does not sign tokens any ` +
        "more. Ask the issuer for a new version of the license with another SignKey, or without one.",
    );
  });

  it("can be named in the licenses of its account, and the default in everybody's", () => {
    expect(signKeysOf(keys, OWN.account)).toEqual(["default", "acme", "hardware", "d1", "a1", "a2", "h1"]);
    expect(signKeysOf(keys, "222222222222")).toEqual(["default", "d1"]);
    expect(signKeysOf([key("x", { name: "gone", retiredAt: 5 })], OWN.account)).toEqual([]);
  });
});
