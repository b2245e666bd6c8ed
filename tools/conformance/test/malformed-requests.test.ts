import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { adapted, EVIL_PATTERN_SHAPE } from "../src/adapted-model.ts";
import { type MalformedRequest, malformedRequests } from "../src/malformed-cases.ts";
import { loadStub, methodName } from "../src/stub.ts";
import { GENERATED, REST_JSON, REST_JSON_VALIDATION } from "../src/suite.ts";

const MEDIA_TYPE = "application/x-amz-json-1.1";

/** The case whose pattern a generator refuses, so that no server ever runs it. */
const REFUSED_BY_GENERATOR = "RestJsonMalformedPatternReDOSString";

/** Cases of restJson1 that this protocol sees otherwise. */
const OTHERWISE_HERE: ReadonlyMap<string, string> = new Map([
  [
    "RestJsonBodyTimestampDateTimeRejectsUTCOffsets (1)",
    "offsets are accepted, as clients of this protocol accept them",
  ],
]);

describe.each([
  { suite: REST_JSON, count: 198 },
  { suite: REST_JSON_VALIDATION, count: 123 },
])("a stub of $suite.service", async ({ suite, count }) => {
  const all = malformedRequests(suite.service);
  const requests = all.filter(({ id }) => id !== REFUSED_BY_GENERATOR && !OTHERWISE_HERE.has(id));
  const stub = await loadStub(suite);
  let passed = 0;

  async function answerTo({ body, contentType = MEDIA_TYPE, operation }: MalformedRequest): Promise<Response> {
    const handler = stub.createHandler({ [methodName(operation)]: () => ({}) }, {});
    const headers = new Headers({ "x-amz-target": `${stub.serviceName}.${operation}` });
    if (contentType !== null) headers.set("content-type", contentType);
    // A text as a body would bring a content type of its own.
    const bytes = new TextEncoder().encode(body);
    return handler(new Request("http://localhost/", { method: "POST", headers, body: bytes }));
  }

  it("has as many cases as the pinned release has", () => {
    expect(all.length).toBe(count);
  });

  it.each(requests.map((each) => [each.id, each] as const))("refuses %s", async (_id, each) => {
    const response = await answerTo(each);
    const { __type, ...members } = (await response.json()) as { readonly __type: string };
    expect([response.status, __type, response.headers.get("x-amzn-errortype")]).toEqual([
      each.code,
      each.errorType,
      each.errorType,
    ]);
    if (each.contents !== undefined) expect(members).toEqual(JSON.parse(each.contents));
    passed += 1;
  });

  const otherwise = all.flatMap((each) => {
    const reason = OTHERWISE_HERE.get(each.id);
    return reason === undefined ? [] : [[each.id, reason, each] as const];
  });
  it.for(otherwise)("serves %s: %s", async ([_id, _reason, each]) => {
    expect((await answerTo(each)).status).toBe(200);
  });

  afterAll(() => {
    console.log(`${suite.name}: ${passed} malformed request cases passed`);
  });
});

it("refuses to generate a pattern that a hostile text makes slow", () => {
  const codegen = join(import.meta.dirname, "..", "..", "..", "node_modules", ".bin", "borrow-license-codegen");
  const args = ["server-stub", "--service", REST_JSON_VALIDATION.service, "--output", join(GENERATED, "refused")];
  const input = adapted(readFileSync(join(GENERATED, "model.json"), "utf8"), true);
  const { status, stderr } = spawnSync(codegen, args, { input, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain(`${EVIL_PATTERN_SHAPE}: a hostile text can make its pattern take exponential time.`);
});
