import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deterministicKey } from "./deterministic-key.js";

describe("a key that is made of a text", () => {
  it("is the same ever after, on every machine", async () => {
    const key = await deterministicKey("test");
    expect(await deterministicKey("test")).toBe(key);
    const spki = createPublicKey(key).export({ type: "spki", format: "der" });
    // Whoever changes how it is made breaks the tests of those who know their key.
    expect(createHash("sha256").update(spki).digest("hex")).toBe(
      "4b0538bb96d09ddcf55aad943ab0bc6f9c7608df0c6836b0ae5355566f7dcec4",
    );
  });

  it("is another one for another text, and signs", async () => {
    const key = createPrivateKey(await deterministicKey("other"));
    expect(key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n });
    expect(key.equals(createPrivateKey(await deterministicKey("test")))).toBe(false);
    const data = Buffer.from("data");
    const salted = { padding: 6, saltLength: 48 };
    const signature = sign("sha384", data, { key, ...salted });
    expect(verify("sha384", data, { key: createPublicKey(key), ...salted }, signature)).toBe(true);
  });
});
