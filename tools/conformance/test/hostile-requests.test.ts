import { parseExactly } from "@borrow-license/codegen/smithy-ast/parse-ast";
import { describe, expect, it } from "vitest";
import { CANARY, refusal } from "../src/refusal.ts";
import { loadStub } from "../src/stub.ts";
import { JSON_PROTOCOL } from "../src/suite.ts";

/**
 * Requests to the stub of AWS's own model that nobody sends by accident. The service answers what it was sent, so what
 * is read has to be what can be written.
 */

const stub = await loadStub(JSON_PROTOCOL);
const unexpected: unknown[] = [];
const echo = (input: never): unknown => input;
const handler = stub.createHandler(
  { kitchenSinkOperation: echo, jsonUnions: echo, putAndGetInlineDocuments: echo, simpleScalarProperties: echo },
  { onUnexpectedError: ({ error }: { readonly error: unknown }) => unexpected.push(error) },
);

const SERIALIZATION = [400, "SerializationException"];

async function send(
  body: string | Uint8Array<ArrayBuffer> | null,
  { operation = "KitchenSinkOperation", headers = {}, method = "POST" }: Sending = {},
): Promise<Response> {
  const all = new Headers({
    "x-amz-target": `JsonProtocol.${operation}`,
    "content-type": "application/x-amz-json-1.1",
  });
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) all.delete(name);
    else all.set(name, value);
  }
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const response = await handler(new Request("http://localhost/", { method, headers: all, body: bytes }));
  expect(unexpected.splice(0)).toEqual([]);
  return response;
}

interface Sending {
  readonly operation?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly method?: string;
}

async function answered(body: string, operation?: string): Promise<unknown> {
  const response = await send(body, operation === undefined ? {} : { operation });
  expect(response.status).toBe(200);
  return parseExactly(await response.text());
}

describe("a value of another JSON type", () => {
  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ["String", ["1", "true", "[]", "{}"]],
    ["Boolean", ['"true"', "1", "0", "[]", "{}"]],
    ["ListOfStrings", ['"a"', "1", "{}", '{"0":"a"}', "[1]", "[null]", "[[]]"]],
    ["MapOfStrings", ['"a"', "1", "[]", '[["a","b"]]', '{"a":1}', '{"a":null}']],
    ["SimpleStruct", ['"a"', "1", "[]", '{"Value":1}']],
    ["ListOfStructs", ['[{"Value":1}]', "[1]", "[null]"]],
  ];
  it.each(wrong.flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    "is refused: %s may not be %s",
    async (name, value) => {
      expect(await refusal(await send(`{"${name}":${value}}`))).toEqual(SERIALIZATION);
    },
  );
});

describe("a bad number", () => {
  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ["Integer", ['"1"', "1.5", "2147483648", "-2147483649", "1e400", "true", '"NaN"', "[1]"]],
    ["Long", ['"1"', "1.5", "9223372036854775808", "-9223372036854775809", "1e400", "1e19", `${"9".repeat(5000)}`]],
    ["Float", ["1e39", "-1e300", '"1.5"', '"nan"', '"+Infinity"', '""', "true", "1e400"]],
    ["Double", ['"1.5"', '"INF"', '"-infinity"', "[]", "-1e400"]],
  ];
  it.each(wrong.flatMap(([name, values]) => values.map((value) => [name, value.slice(0, 40), value] as const)))(
    "is refused: %s may not be %s",
    async (name, _shown, value) => {
      expect(await refusal(await send(`{"${name}":${value}}`))).toEqual(SERIALIZATION);
    },
  );

  it.each(["01", "+1", ".5", "1.", "0x10", "1_000", "NaN", "Infinity", "-", "1e"])("is no JSON: %s", async (value) => {
    expect(await refusal(await send(`{"Integer":${value}}`))).toEqual(SERIALIZATION);
  });

  it("is good where it is only written otherwise", async () => {
    expect(await answered('{"Integer":1.0e1,"Long":9223372036854775807,"Double":-0.0}')).toEqual({
      Integer: 10,
      Long: 9223372036854775807n,
      Double: 0,
    });
  });
});

describe("a bad timestamp", () => {
  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ["Timestamp", ['"1"', '"2026-01-01T00:00:00Z"', "true", "1e400", "8.65e12", '"Infinity"', "[]"]],
    [
      "Iso8601Timestamp",
      [
        "0",
        '""',
        '"2026-02-30T00:00:00Z"',
        '"2026-01-01"',
        '"2026-01-01T00:00:00"',
        '"2026-01-01T24:00:00Z"',
        '"2026-01-01T00:00:00+25:00"',
        '"20260101T000000Z"',
        '"2026-01-01T00:00:00.Z"',
        '"+002026-01-01T00:00:00Z"',
        `"2026-01-01T00:00:00.${"0".repeat(10_000)}Z"`,
      ],
    ],
    [
      "HttpdateTimestamp",
      [
        "0",
        '""',
        '"Tue, 31 Feb 2026 00:00:00 GMT"',
        '"Thu, 1 Jan 2026 00:00:00 GMT"',
        '"Fri, 01 Jan 2026 00:00:00 GMT"',
        '"Thu, 01 Jan 2026 00:00:00 UTC"',
        '"Thu, 01 Jan 2026 00:00:00"',
        '"Thursday, 01-Jan-26 00:00:00 GMT"',
        '"Thu Jan  1 00:00:00 2026"',
        '"2026-01-01T00:00:00Z"',
      ],
    ],
  ];
  it.each(wrong.flatMap(([name, values]) => values.map((value) => [name, value.slice(0, 40), value] as const)))(
    "is refused: %s may not be %s",
    async (name, _shown, value) => {
      expect(await refusal(await send(`{"${name}":${value}}`))).toEqual(SERIALIZATION);
    },
  );
});

describe("a timestamp at the edge of what there is", () => {
  it.each([
    ['{"Timestamp":8.64e12}', '{"Timestamp":8640000000000}'],
    ['{"Timestamp":-8.64e12}', '{"Timestamp":-8640000000000}'],
    ['{"Iso8601Timestamp":"9999-12-31T23:59:59.999Z"}', '{"Iso8601Timestamp":"9999-12-31T23:59:59.999Z"}'],
    ['{"Iso8601Timestamp":"0000-01-01T00:00:00-01:00"}', '{"Iso8601Timestamp":"0000-01-01T01:00:00Z"}'],
    ['{"HttpdateTimestamp":"Fri, 31 Dec 9999 23:59:59 GMT"}', '{"HttpdateTimestamp":"Fri, 31 Dec 9999 23:59:59 GMT"}'],
  ])("is read and can be written: %s", async (body, expected) => {
    expect(await (await send(body)).text()).toBe(expected);
  });

  it.each(["9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00"])(
    "is refused where no text can say it in UTC: %s",
    async (text) => {
      expect(await refusal(await send(`{"Iso8601Timestamp":"${text}"}`))).toEqual(SERIALIZATION);
    },
  );
});

describe("bad base64", () => {
  it.each(["*", "A", "AA", "AAA", "AA=A", "AAAA=", "AAA===", "=", "====", " AQID", "AQID\\n", "AQI_", "AQ\\u0000=", 5])(
    "is refused: %j",
    async (value) => {
      const body = `{"Blob":${typeof value === "number" ? value : `"${value}"`}}`;
      expect(await refusal(await send(body))).toEqual(SERIALIZATION);
    },
  );
});

describe("a union", () => {
  it.each(["{}", '{"stringValue":"a","booleanValue":true}', '{"other":1}', '{"stringValue":null}', '{"__proto__":{}}'])(
    "may not be %s",
    async (contents) => {
      const response = await send(`{"contents":${contents}}`, { operation: "JsonUnions" });
      expect(await refusal(response)).toEqual(SERIALIZATION);
    },
  );
});

describe("a body", () => {
  const valid = '{"String":"Größe 🚀","ListOfStrings":["a"],"MapOfStrings":{"a":"b"},"Long":12345678901234567}';

  it("that ends early is refused wherever it ends", async () => {
    const bytes = new TextEncoder().encode(valid);
    for (let end = 1; end < bytes.length; end += 1) {
      expect(await refusal(await send(bytes.slice(0, end)))).toEqual(SERIALIZATION);
    }
  });

  it("with a byte that is no UTF-8 is refused wherever the byte is", async () => {
    const bytes = new TextEncoder().encode(valid);
    for (let index = 0; index < bytes.length; index += 1) {
      expect(await refusal(await send(bytes.with(index, 0xff)))).toEqual(SERIALIZATION);
    }
  });

  it.each([
    ["a recursive structure", '{"RecursiveStruct":', '{"RecursiveStruct":'],
    ["a list of structures that contain lists of them", '{"RecursiveStruct":', '{"RecursiveList":['],
  ])("that nests %s too deeply is refused", async (_what, start, level) => {
    const depth = 30_000;
    const closing = level.endsWith("[") ? "]}" : "}";
    const body = `${start}${level.repeat(depth)}${level.endsWith("[") ? "" : "{}"}${closing.repeat(depth)}}`;
    expect(await refusal(await send(body))).toEqual(SERIALIZATION);
  });

  it.each(["[", '{"a":'])("that nests a document by %s too deeply is refused", async (level) => {
    const [depth, closing] = [100_000, level === "[" ? "]" : "}"];
    const body = `{"inlineDocument":${level.repeat(depth)}1${closing.repeat(depth)}}`;
    expect(await refusal(await send(body, { operation: "PutAndGetInlineDocuments" }))).toEqual(SERIALIZATION);
  });

  it("over the limit is refused", async () => {
    const body = `{"String":"${"x".repeat(1_048_576)}"}`;
    expect(await refusal(await send(body))).toEqual([413, "RequestEntityTooLargeException"]);
  });

  it.each([
    '{"String":"a","String":"a"}',
    '{"String":"a","Str\\u0069ng":"b"}',
    '{"MapOfStrings":{"a":"1","\\u0061":"2"}}',
    '{"MapOfStrings":{"__proto__":"1","\\u005f_proto__":"2"}}',
    '{"x":{"a":1,"a":1}}',
  ])("with a member twice is refused: %s", async (body) => {
    expect(await refusal(await send(body))).toEqual(SERIALIZATION);
  });

  it("with a key twice in a document is refused", async () => {
    const body = '{"inlineDocument":{"a":1,"\\u0061":2}}';
    expect(await refusal(await send(body, { operation: "PutAndGetInlineDocuments" }))).toEqual(SERIALIZATION);
  });
});

describe("the name __proto__", () => {
  it("is no member of a structure", async () => {
    expect(await answered('{"__proto__":{"String":"x"},"SimpleStruct":{"__proto__":{"Value":"x"}}}')).toEqual({
      SimpleStruct: {},
    });
  });

  it("is a key of a map like any other", async () => {
    const body = '{"MapOfStrings":{"__proto__":"x","constructor":"y","toString":"z"}}';
    expect(JSON.stringify(await answered(body))).toBe(body);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("is a key of a document like any other", async () => {
    const body = '{"inlineDocument":{"__proto__":{"polluted":true},"a":[{"__proto__":1}]}}';
    expect(JSON.stringify(await answered(body, "PutAndGetInlineDocuments"))).toBe(body);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("a request", () => {
  it.each(["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])("with the method %s is none", async (method) => {
    const response = await send(method === "GET" || method === "HEAD" ? null : "{}", { method });
    expect(await refusal(response)).toEqual([404, "UnknownOperationException"]);
  });

  it.each([undefined, "", "application/json", "application/x-amz-json-1.0", "application/x-amz-json-1.1x", ";", "*/*"])(
    "with the content type %j is refused",
    async (type) => {
      const response = await send("{}", { headers: { "content-type": type } });
      expect(await refusal(response)).toEqual([415, "UnsupportedMediaTypeException"]);
    },
  );

  it.each([
    undefined,
    "",
    "JsonProtocol.",
    "JsonProtocol.__proto__",
    "JsonProtocol.constructor",
    "x.JsonUnions",
    CANARY,
  ])("with the target %j is refused", async (target) => {
    const response = await send("{}", { headers: { "x-amz-target": target } });
    expect(await refusal(response)).toEqual([404, "UnknownOperationException"]);
  });

  it.each([
    ["x-amz-target", 404, "UnknownOperationException"],
    ["content-type", 415, "UnsupportedMediaTypeException"],
    ["content-encoding", 415, "UnsupportedMediaTypeException"],
  ])("with a very long %s is refused, and none of it comes back", async (name, status, error) => {
    const response = await send("{}", { headers: { [name]: CANARY.repeat(100_000) } });
    expect(await refusal(response)).toEqual([status, error]);
  });

  it("learns nothing of what it sent where it was wrong", async () => {
    expect(await refusal(await send(`{"String":{"${CANARY}":"${CANARY}"}}`))).toEqual(SERIALIZATION);
    expect(await refusal(await send(`{"Blob":"${CANARY}"}`))).toEqual(SERIALIZATION);
    expect(await refusal(await send(`{"${CANARY}`))).toEqual(SERIALIZATION);
  });
});
