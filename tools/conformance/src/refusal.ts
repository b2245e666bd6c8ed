import { expect } from "vitest";

/** What an answer must not have in it: the runtime's own errors, stacks, places in files, and what the request said. */
const INTERNALS = [/\bat [\w.<>]+ \(/, /node:|node_modules|\.[jt]s\b/, /\b\w*Error\b/, /Unexpected token|position \d/];

/** Stands in hostile requests where an answer might repeat what it was sent. */
export const CANARY = "canary-7f3a";

/** The status and the error of an answer, which may be none but a client's fault and may tell nothing of the server. */
export async function refusal(response: Response): Promise<readonly [number, string]> {
  const text = await response.text();
  const { __type } = JSON.parse(text) as { readonly __type?: string };
  expect([response.status >= 400 && response.status < 500, text]).toEqual([true, text]);
  expect(response.headers.get("x-amzn-errortype")).toBe(__type);
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
  for (const internal of INTERNALS) expect(text).not.toMatch(internal);
  expect(text).not.toContain(CANARY);
  expect(text.length).toBeLessThan(10_000);
  return [response.status, __type ?? ""];
}
