import { describe, expect, it } from "vitest";
import type { AstShape } from "../smithy-ast/ast.ts";
import { Model } from "../smithy-ast/model.ts";
import { referenceTarget } from "./reference-target.ts";

const STRING = { target: "smithy.api#String" };

function shapes(feed: Partial<AstShape>, others: Record<string, AstShape> = {}): Record<string, AstShape> {
  return {
    "zoo#Zoo": { type: "service", version: "1", operations: [{ target: "zoo#FeedAnimal" }] },
    "zoo#FeedAnimal": { type: "operation", ...feed } as AstShape,
    ...others,
  };
}

function pages(model: Record<string, AstShape>): ReadonlyMap<string, string> {
  const files = referenceTarget.generate(new Model({ smithy: "2.0", shapes: model }), new Map());
  return new Map(files.map(({ path, text }) => [path, text]));
}

function input(
  members: Record<string, { target: string; traits?: object }>,
  others: Record<string, AstShape> = {},
): Record<string, AstShape> {
  return shapes({ input: { target: "zoo#FeedInput" } } as Partial<AstShape>, {
    "zoo#FeedInput": { type: "structure", members } as AstShape,
    ...others,
  });
}

describe("the reference of a service", () => {
  it("has a page for each operation, one for the data types and an index", () => {
    expect([...pages(shapes({})).keys()]).toEqual(["index.md", "feed-animal.md", "data-types.md"]);
  });

  it("lists an operation with the first sentence of its documentation", () => {
    const page = pages(shapes({ traits: { "smithy.api#documentation": "Feeds one.\n\nNot at night." } })).get(
      "index.md",
    );
    expect(page).toContain("| [FeedAnimal](./feed-animal.md) | Feeds one. |");
  });

  it("shows the request as it goes over the wire, structures inside written out", () => {
    const page = pages(
      input(
        { Meals: { target: "zoo#Meals" }, Count: { target: "smithy.api#Integer" } },
        {
          "zoo#Meals": { type: "list", member: { target: "zoo#Meal" } },
          "zoo#Meal": { type: "structure", members: { Name: STRING, When: { target: "smithy.api#Timestamp" } } },
        },
      ),
    ).get("feed-animal.md");
    expect(page).toContain(
      [
        "```http",
        "POST / HTTP/1.1",
        "Content-Type: application/x-amz-json-1.1",
        "X-Amz-Target: Zoo.FeedAnimal",
        "",
        "{",
        '  "Meals": [',
        "    {",
        '      "Name": "string",',
        '      "When": number',
        "    }",
        "  ],",
        '  "Count": number',
        "}",
        "```",
      ].join("\n"),
    );
  });

  it("names a structure that contains itself where it comes again", () => {
    const page = pages(
      input(
        { Animal: { target: "zoo#Animal" } },
        { "zoo#Animal": { type: "structure", members: { Mother: { target: "zoo#Animal" } } } },
      ),
    ).get("feed-animal.md");
    expect(page).toContain('  "Animal": {\n    "Mother": Animal\n  }');
  });

  it("tells type, presence and every constraint of a member, the member's own before its type's", () => {
    const page = pages(
      input(
        {
          Name: { target: "zoo#Name", traits: { "smithy.api#required": {}, "smithy.api#length": { min: 1, max: 9 } } },
          Names: { target: "zoo#Names", traits: { "smithy.api#length": { min: 0, max: 5 } } },
          Amount: { target: "smithy.api#Integer", traits: { "smithy.api#range": { min: 1 } } },
          Loud: { target: "smithy.api#Boolean", traits: { "smithy.api#default": false } },
        },
        {
          "zoo#Name": {
            type: "string",
            traits: { "smithy.api#length": { max: 100 }, "smithy.api#pattern": "^a|`b$" },
          } as AstShape,
          "zoo#Names": {
            type: "list",
            member: { target: "zoo#Name" },
            traits: { "smithy.api#uniqueItems": {} },
          } as AstShape,
        },
      ),
    ).get("feed-animal.md");
    expect(page).toContain("### `Name`\n\nType: string. **Required.** Length: 1 to 9 characters. Pattern: ``^a|`b$``.");
    expect(page).toContain(
      "Type: list of string. Optional. Length: at most 5 elements. No element twice. " +
        "Each element: Length: at most 100 characters. Pattern: ``^a|`b$``.",
    );
    expect(page).toContain("Type: integer. Optional. Range: at least 1.");
    expect(page).toContain("Type: boolean. Optional. Default: `false`.");
  });

  it("has an entry for each structure, union and enum that is passed on, and links to it", () => {
    const all = pages(
      input(
        { Food: { target: "zoo#Food" } },
        {
          "zoo#Food": { type: "union", members: { Kind: { target: "zoo#Kind" }, Other: STRING } },
          "zoo#Kind": {
            type: "enum",
            members: {
              HAY: {
                target: "smithy.api#Unit",
                traits: { "smithy.api#enumValue": "hay", "smithy.api#documentation": "Dry | grass." },
              },
            },
          } as AstShape,
        },
      ),
    );
    expect(all.get("feed-animal.md")).toContain("Type: one member of [Food](./data-types.md#food). Optional.");
    expect(all.get("data-types.md")).toContain(
      "## Food\n\n### `Kind`\n\nType: string, a value of [Kind](./data-types.md#kind).",
    );
    expect(all.get("data-types.md")).toContain(
      "## Kind\n\n| value | meaning |\n| --- | --- |\n| `hay` | Dry \\| grass. |",
    );
  });

  it("tells each error, its status and when it is answered", () => {
    const page = pages(
      shapes({ errors: [{ target: "zoo#Full" }, { target: "zoo#Broken" }] } as Partial<AstShape>, {
        "zoo#Full": {
          type: "structure",
          members: {},
          traits: {
            "smithy.api#error": "client",
            "smithy.api#httpError": 409,
            "smithy.api#documentation": "It is full.\n\nWait.",
          },
        } as AstShape,
        "zoo#Broken": { type: "structure", members: {}, traits: { "smithy.api#error": "server" } } as AstShape,
      }),
    ).get("feed-animal.md");
    expect(page).toContain("| `Broken` | 500 |  |\n| `Full` | 409 | It is full. Wait. |");
  });

  it("shows the model's examples as request and answer, errors with their type", () => {
    const page = pages(
      shapes(
        {
          errors: [{ target: "zoo#Full" }],
          traits: {
            "smithy.api#examples": [
              {
                title: "Too much",
                documentation: "The animal is full.",
                input: {},
                error: { shapeId: "zoo#Full", content: { Message: "Full." } },
              },
            ],
          },
        } as Partial<AstShape>,
        {
          "zoo#Full": {
            type: "structure",
            members: { Message: STRING },
            traits: { "smithy.api#error": "client", "smithy.api#httpError": 409 },
          } as AstShape,
        },
      ),
    ).get("feed-animal.md");
    expect(page).toContain("### Too much\n\nThe animal is full.\n\n```http\nPOST / HTTP/1.1");
    expect(page).toContain(
      'HTTP/1.1 409\nContent-Type: application/x-amz-json-1.1\n\n{\n  "__type": "Full",\n  "Message": "Full."\n}',
    );
  });

  it("lets no documentation become markup or a template's expression", () => {
    const page = pages(
      shapes({ traits: { "smithy.api#documentation": "<p>Of <b>{{ constructor }}</b> and <code>a<b</code>.</p>" } }),
    ).get("feed-animal.md");
    expect(page).toContain("Of &lt;b>&#123;&#123; constructor &#125;&#125;&lt;/b> and `a<b`.");
  });

  it("refuses a model with several services unless one is chosen", () => {
    const two = { ...shapes({}), "zoo#Other": { type: "service", version: "1" } as AstShape };
    expect(() => pages(two)).toThrow("The model has several services; choose one with --service: zoo#Other, zoo#Zoo.");
  });
});
