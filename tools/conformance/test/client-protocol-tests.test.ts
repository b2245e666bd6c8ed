import { afterAll, describe, expect, it } from "vitest";
import { protocolCases } from "../src/protocol-cases.ts";
import {
  FETCH_CLIENT,
  runClientError,
  runClientRequest,
  runClientResponse,
  UPSTREAM_CLIENT,
} from "../src/run-client-case.ts";
import { JSON_PROTOCOL } from "../src/suite.ts";

/**
 * What the upstream generator's client makes of a response where AWS's case says something else. The runtime beneath it
 * reads bodies with `JSON.parse`, and takes all members of a body whose operation has no output.
 */
const DEVIATIONS: ReadonlyMap<string, object> = new Map([
  ["parses_long_shapes", { Long: 1234567890123456800 }],
  ["handles_unexpected_json_output", { foo: true }],
]);

/** AWS's own cases, every one that is for clients. None may be left out. */
describe.each([
  { name: "the upstream generator's client", client: UPSTREAM_CLIENT, deviations: DEVIATIONS },
  { name: "the fetch client", client: FETCH_CLIENT, deviations: new Map<string, object>() },
])(`$name of ${JSON_PROTOCOL.service}`, ({ client, deviations, name }) => {
  const { errors, model, requests, responses } = protocolCases(JSON_PROTOCOL.service, "client");
  const passed = { requests: 0, responses: 0 };

  it("has as many cases as the pinned release has", () => {
    expect(requests.length).toBe(56);
    expect(responses.length + errors.length).toBe(62);
  });

  describe("writes the request of", () => {
    it.each(requests.map((placed) => [placed.case.id, placed] as const))("%s", async (_id, placed) => {
      await runClientRequest(client, model, placed);
      passed.requests += 1;
    });
  });

  describe("reads the response of", () => {
    const conforming = responses.filter((placed) => !deviations.has(placed.case.id));
    it.each(conforming.map((placed) => [placed.case.id, placed] as const))("%s", async (_id, placed) => {
      await runClientResponse(client, model, placed);
      passed.responses += 1;
    });
    it.each(errors.map((placed) => [placed.case.id, placed] as const))("%s", async (_id, placed) => {
      await runClientError(client, model, placed);
      passed.responses += 1;
    });
  });

  it.each([...deviations])("deviates from the case %s no more and no less than it is known to", async (id, output) => {
    const found = responses.filter((placed) => placed.case.id === id);
    expect(found).toHaveLength(1);
    for (const placed of found) await runClientResponse(client, model, placed, output);
  });

  afterAll(() => {
    const known = [...deviations.keys()].join(", ") || "nowhere";
    console.log(
      `${name}: ${passed.requests} request cases, ${passed.responses} response cases passed; deviates: ${known}`,
    );
  });
});
