import { describe, expect, it } from "vitest";
import { claim, generate, TOKEN, ticket } from "../../test/ticket-model.ts";
import type { AstShape } from "../smithy-ast/ast.ts";
import { ModelError } from "../smithy-ast/model.ts";

describe("profiles", () => {
  it("say how tokens are signed and which registered claims they have", () => {
    const traits = claim({ registered: ["nbf", "iat"] });
    expect(
      generate(ticket({ target: "smithy.api#Timestamp", traits })).get("profiles.ts"),
    ).toContain(`export const ticketProfile = {
  /** The only algorithm, the header's \`alg\` (RFC 7518 section 3.1). */
  algorithm: "PS384",
  /** What the header's \`kid\` is. */
  keyId: "JWK_THUMBPRINT",
  /** The smallest RSA modulus, in bits. */
  minimumModulusLength: 2048,
  /** The registered claims (RFC 7519 section 4.1) that issuers write. */
  registeredClaims: ["iat", "nbf"],
} as const;`);
  });
});

describe("files", () => {
  it("are the same whatever the order of the shapes", () => {
    const shapes: Record<string, AstShape> = {
      ...ticket({ target: "zoo#Names" }, { "zoo#Names": { type: "list", member: { target: "zoo#Kind" } } }),
      "zoo#Pass": { type: "structure", members: {}, traits: TOKEN },
      "zoo#Kind": { type: "enum", members: { BIG: { target: "smithy.api#Unit" } } },
    };
    const reversed = Object.fromEntries(Object.entries(shapes).reverse());
    expect([...generate(reversed)]).toEqual([...generate(shapes)]);
  });

  it("are listed in an index, without those that would be empty", () => {
    const files = generate(ticket({ target: "smithy.api#String" }));
    expect([...files.keys()]).toEqual(["profiles.ts", "readers.ts", "structures.ts", "writers.ts", "index.ts"]);
    expect(files.get("index.ts")).toContain('export * from "./readers.js";');
    expect(files.get("index.ts")).not.toContain("enums");
  });

  it("keep documentation inside its comment", () => {
    const traits = { ...TOKEN, "smithy.api#documentation": "Ends here */ alert();" };
    const structures = generate({ "zoo#Ticket": { type: "structure", members: {}, traits } }).get("structures.ts");
    expect(structures).toContain("/** Ends here *\\/ alert(); */");
  });

  it("give a shape that is called like a function of the runtime no clash", () => {
    const files = generate(
      ticket(
        { target: "zoo#String" },
        {
          "zoo#String": { type: "structure", members: { a: { target: "smithy.api#String" } } },
        },
      ),
    );
    expect(files.get("readers.ts")).toContain(
      'import { readString as readString_1 } from "../claims/read-simple-values.js";',
    );
    expect(files.get("readers.ts")).toContain("function readString(claim: ClaimValue): String_ {");
  });
});

describe("models that cannot be generated from", () => {
  const string = { target: "smithy.api#String" };

  it.each<[string, Record<string, AstShape>, string]>([
    ["without a claims set", {}, "The model has no structure with the trait borrowlicense.traits#jsonWebToken."],
    ["with a blob", ticket({ target: "smithy.api#Blob" }), "smithy.api#Blob is a blob, which claims do not support."],
    [
      "with a union",
      ticket({ target: "zoo#Either" }, { "zoo#Either": { type: "union", members: { a: string } } }),
      "zoo#Either is a union, which claims do not support.",
    ],
    [
      "with a sparse list",
      ticket(
        { target: "zoo#Gaps" },
        { "zoo#Gaps": { type: "list", member: string, traits: { "smithy.api#sparse": {} } } },
      ),
      "zoo#Gaps is sparse, which claims do not support.",
    ],
    [
      "with an expiration that is a text",
      ticket({ ...string, traits: claim({ registered: ["exp"] }) }),
      "zoo#Ticket$Seat is a string. The claim exp needs a timestamp.",
    ],
    [
      "with a subject that is a date",
      ticket({ target: "smithy.api#Timestamp", traits: claim({ registered: ["sub"] }) }),
      "zoo#Ticket$Seat is a timestamp. The claim sub needs a string.",
    ],
    [
      "with a form of date for a text",
      ticket({ ...string, traits: claim({ format: "ZONELESS_UTC_DATE_TIME" }) }),
      "zoo#Ticket$Seat: ZONELESS_UTC_DATE_TIME is for a timestamp.",
    ],
    [
      "with a member that is registered only, but not as what",
      ticket({ ...string, traits: claim({ registeredOnly: true }) }),
      "zoo#Ticket$Seat is registeredOnly. Name its registered claims.",
    ],
    [
      "with the same registered claim twice",
      {
        "zoo#Ticket": {
          type: "structure",
          members: {
            a: { ...string, traits: { "borrowlicense.traits#claim": { registered: ["jti"] } } },
            jti: string,
          },
          traits: TOKEN,
        },
      },
      "zoo#Ticket has two members that are written as jti.",
    ],
    [
      "with a map of pairs that have more than a name and a value",
      ticket(
        { target: "zoo#Pairs", traits: claim({ format: "NAME_VALUE_MAP" }) },
        {
          "zoo#Pairs": { type: "list", member: { target: "zoo#Pair" } },
          "zoo#Pair": { type: "structure", members: { Name: string, Value: string, Unit: string } },
        },
      ),
      "zoo#Pairs is written as NAME_VALUE_MAP. Its structures need a text Name and a text Value only.",
    ],
    [
      "with a claims set inside another",
      { ...ticket({ target: "zoo#Pass" }), "zoo#Pass": { type: "structure", members: {}, traits: TOKEN } },
      "zoo#Ticket contains zoo#Pass, which is a token's claims set.",
    ],
    [
      "with shapes of the same name",
      ticket({ target: "inn#Ticket" }, { "inn#Ticket": { type: "structure", members: {} } }),
      "inn#Ticket and zoo#Ticket have the same name. Rename one of them.",
    ],
    [
      "with a member of a name that every object has",
      { "zoo#Ticket": { type: "structure", members: { constructor: string }, traits: TOKEN } },
      "zoo#Ticket$constructor: every object has a constructor already. Give the member another name, and with " +
        '@jsonName("constructor") the claim this one.',
    ],
    [
      "with a member __proto__",
      { "zoo#Ticket": { type: "structure", members: { ["__proto__"]: string }, traits: TOKEN } },
      "zoo#Ticket: rename the member __proto__.",
    ],
  ])("are those %s", (_, shapes, message) => {
    expect(() => generate(shapes)).toThrow(new ModelError(message));
  });

  it("are those with a pattern that is no ECMA 262 expression", () => {
    const traits = { "smithy.api#pattern": "(" };
    expect(() => generate(ticket({ ...string, traits }))).toThrow(/^smithy.api#String: its pattern is no ECMA 262/);
  });
});
