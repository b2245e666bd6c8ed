import { afterEach, describe, expect, it } from "vitest";
import { type ContractReport, reportText, runContractTests } from "../../src/index.js";
import { answerJson, type RawAnswer, startRawServer } from "../setting/raw-server.js";
import { program } from "../setting/run-program.js";

/** Servers that are none of a licence's: what the report says is kept was seen to be kept. */

const started: { close(): void }[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.close();
});

async function serverThat(answer: RawAnswer): Promise<string> {
  const server = await startRawServer(answer);
  started.push(server);
  return server.url;
}

async function reportOn(answer: RawAnswer, options: object = {}): Promise<ContractReport> {
  return runContractTests({ endpoint: await serverThat(answer), seed: 7, runs: 5, ...options });
}

const withOutcome = ({ results }: ContractReport, outcome: string): readonly string[] =>
  results.filter((result) => result.outcome === outcome).map(({ id }) => id);

const resultOf = ({ results }: ContractReport, wanted: string) => results.find(({ id }) => id === wanted);

describe("what no answer showed anything about is not checked", () => {
  it("of a server that answers a page to everything", async () => {
    const report = await reportOn(({ response }) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<p>It works.</p>");
    });
    expect(withOutcome(report, "kept")).toEqual(["protocol.no-query-error", "protocol.no-internal-failure"]);
    expect(withOutcome(report, "unchecked")).toEqual(
      expect.arrayContaining([
        "protocol.error-type",
        "protocol.error-message",
        "protocol.error-status",
        "protocol.modelled-errors",
        "protocol.outputs",
        "protocol.valid-inputs",
        "validation.message",
        "validation.every-member",
      ]),
    );
    expect(resultOf(report, "protocol.outputs")?.reason).toBe("No operation succeeded.");
    expect(report.isKept).toBe(false);
  });

  it("of a server that answers an empty object to everything", async () => {
    const report = await reportOn((request) => answerJson(request, 200, {}));
    expect(withOutcome(report, "kept")).toEqual([
      "protocol.json-answers",
      "protocol.content-type",
      "protocol.request-id",
      "protocol.no-query-error",
      "protocol.no-internal-failure",
      // The model requires no member of any output.
      "protocol.outputs",
      "protocol.valid-inputs",
    ]);
    expect(resultOf(report, "license.create-idempotent")).toMatchObject({
      outcome: "unchecked",
      reason: "The answer has no LicenseArn, which this check needs.",
    });
    expect(report.leftBehind).toEqual([]);
  });

  it("and a run in which nothing could be checked does not succeed", async () => {
    const url = await serverThat((request) => answerJson(request, 200, {}));
    const skipped = await program("--endpoint", url, "--only", "authentication");
    expect([skipped.code, skipped.out]).toEqual([1, expect.stringContaining("\nNothing was checked.\n")]);
    const unseen = await program("--endpoint", url, "--only", "protocol.error-type", "--skip", "license");
    expect([unseen.code, unseen.out]).toEqual([
      1,
      expect.stringContaining("  ? protocol.error-type: An error has its plain name"),
    ]);
    expect(unseen.out).toContain("0 kept, 0 broken, 1 not checked, 0 skipped");
  });
});

describe("what a server answers cannot steer the terminal that the report is printed on", () => {
  const RED = "\u001b[31mred\u0007 \u009b2J \u007f \u202etxet\u2066 Grüße 世界 🚀";

  it("in errors, bodies and headers", async () => {
    const report = await reportOn(({ operation, response }) => {
      const headers = { "content-type": "application/x-amz-json-1.1" };
      const isFirst = operation === "ListLicenses";
      const body = `${JSON.stringify({ __type: "ConflictException", Message: RED })}\r\n${RED}`;
      response.writeHead(isFirst ? 200 : 409, headers).end(isFirst ? "{}" : body);
    });
    const text = reportText(report);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain("\n        \\u001b[31mred\\u0007 \\u009b2J \\u007f \\u202etxet\\u2066 Grüße 世界 🚀\n");
    expect(JSON.stringify(report)).not.toMatch(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  it("where it cannot be tested at all", async () => {
    const url = await serverThat((request) =>
      answerJson(request, 403, { __type: "AuthorizationException", Message: RED }),
    );
    const { code, error } = await program("--endpoint", url);
    expect([code, error]).toEqual([2, expect.stringContaining("(\\u001b[31mred\\u0007 \\u009b2J ")]);
  });
});

describe("a server that fails", () => {
  it("by closing the connection breaks one clause, which shows the request; the others are not checked", async () => {
    const report = await reportOn((request) => {
      if (request.operation === "CreateLicense") request.message.socket.destroy();
      else answerJson(request, 200, {});
    });
    const failure = resultOf(report, "protocol.no-internal-failure");
    expect(failure).toMatchObject({ outcome: "broken", reason: expect.stringMatching(/gave no answer: .+\.$/) });
    expect(failure?.evidence).toMatch(/> x-amz-target: AWSLicenseManager\.\w+\n> .*\n< \(no answer\)$/);
    expect(resultOf(report, "borrow.answer")).toMatchObject({ outcome: "unchecked" });
  });

  it("by not answering is not asked the same again and again", async () => {
    let asked = 0;
    const report = await reportOn(
      (request) => {
        if (request.operation === "CreateLicense") asked += 1;
        else answerJson(request, 200, {});
      },
      { timeoutMs: 30, only: ["license", "validation.CreateLicense", "borrow"] },
    );
    expect(asked).toBe(3);
    expect(resultOf(report, "borrow.answer")?.reason).toMatch(
      /gave no answer within 0\.03 seconds\. CreateLicense was not called again after 3 calls without an answer\.$/,
    );
  });

  it("by answering without an end is not listened to for ever", async () => {
    const url = await serverThat(({ response }) => {
      const more = (): void => {
        while (response.write("x".repeat(1_000_000)));
      };
      response.writeHead(200).on("drain", more);
      more();
    });
    const { code, error } = await program("--endpoint", url);
    expect([code, error]).toEqual([
      2,
      `error: ${url} gave an answer of more than 16777216 bytes, which was not read to its end.\n`,
    ]);
  });

  it("by answers of any other kind does not end the run", async () => {
    const values = [null, "text", 7, [null], [[]], { a: null }];
    let turn = 0;
    const members = ["License", "LicenseUsage", "Licenses", "LicenseArn", "SignedToken", "Expiration", "NextToken"];
    const report = await reportOn((request) => {
      turn += 1;
      const json = Object.fromEntries(members.map((name, index) => [name, values[(turn + index) % values.length]]));
      answerJson(request, 200, { ...json, ...(turn % 2 && { LicenseArn: "arn:aws:x", LicenseConsumptionToken: "1" }) });
    });
    expect(report.results.filter(({ reason }) => reason?.includes("The check itself failed"))).toEqual([]);
  });
});

describe("what is about the caller is said of the caller", () => {
  it.each([
    ["AuthorizationException", "The policy does not allow it.", "does not allow the caller to use CreateLicense"],
    [
      "AccessDeniedException",
      "User: x is not authorized to perform: y",
      "does not allow the caller to use CreateLicense",
    ],
    ["RateLimitExceededException", "Too many.", "limits requests to fewer than these tests make: CreateLicense"],
  ])("where CreateLicense gets %s", async (__type, Message, expected) => {
    const report = await reportOn((request) => {
      if (request.operation === "CreateLicense") answerJson(request, 403, { __type, Message });
      else answerJson(request, 200, {});
    });
    expect(resultOf(report, "license.create")).toMatchObject({
      outcome: "unchecked",
      reason: expect.stringContaining(expected),
    });
    expect(reportText(report)).toMatch(
      new RegExp(`\\n\\d+ of those not checked have the same reason:\\n {2}The server ${expected}`),
    );
  });
});
