import { afterAll, describe, expect, it } from "vitest";
import { protocolCases } from "../src/protocol-cases.ts";
import { runError, runRequest, runResponse } from "../src/run-case.ts";
import { loadStub } from "../src/stub.ts";
import { JSON_PROTOCOL, JSON_RPC_10, MACHINE_LEARNING } from "../src/suite.ts";

/** AWS's own cases, every one that is for servers. None may be left out. */
describe.each([
  { suite: JSON_PROTOCOL, requestCount: 57, responseCount: 45 },
  { suite: JSON_RPC_10, requestCount: 25, responseCount: 21 },
  { suite: MACHINE_LEARNING, requestCount: 1, responseCount: 0 },
])("a stub of $suite.service", async ({ suite, requestCount, responseCount }) => {
  const { errors, model, requests, responses } = protocolCases(suite.service, "server");
  const stub = await loadStub(suite);
  const passed = { requests: 0, responses: 0 };

  it("has as many cases as the pinned release has", () => {
    expect(requests.length).toBe(requestCount);
    expect(responses.length + errors.length).toBe(responseCount);
  });

  it.each(requests.map((placed) => [placed.case.id, placed] as const))(
    "reads the request of %s",
    async (_id, placed) => {
      await runRequest(stub, model, placed);
      passed.requests += 1;
    },
  );

  it.each(responses.map((placed) => [placed.case.id, placed] as const))(
    "writes the response of %s",
    async (_id, placed) => {
      await runResponse(stub, model, placed);
      passed.responses += 1;
    },
  );

  it.each(errors.map((placed) => [placed.case.id, placed] as const))("writes the error of %s", async (_id, placed) => {
    await runError(stub, model, placed);
    passed.responses += 1;
  });

  afterAll(() => {
    console.log(`${suite.name}: ${passed.requests} request cases, ${passed.responses} response cases passed`);
  });
});
