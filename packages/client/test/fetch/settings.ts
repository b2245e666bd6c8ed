import { type ClientSettings, LicenseManagerClient } from "../../src/fetch/index.js";

/** A request as `fetch` got it. */
export interface Sent {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Readonly<Record<string, string>> };
}

export const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

/** A client whose server answers one after the other, whose clock stands still, and which never really waits. */
export function clientAnswered(
  answers: readonly (Response | Error | ((sent: Sent) => Promise<Response>))[],
  settings: ClientSettings = {},
) {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = { url, init } as Sent;
    const answer = answers[sent.push(request) - 1];
    if (answer === undefined) throw new Error("The test has no more answers.");
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(request) : answer;
  };
  const client = new LicenseManagerClient({
    region: "us-east-1",
    credentials: CREDENTIALS,
    ...settings,
    environment: {
      fetch,
      now: () => Date.parse("2026-06-01T12:00:00Z"),
      random: () => 1,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
      },
      ...settings.environment,
    },
  });
  return { client, sent, pauses };
}

/** A response with a JSON body. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", ...headers },
  });
}

export const ARN = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";
