import { stub } from "./built-package.ts";
import { CONTENT_TYPE, RESPONSE, TARGET } from "./checkout.ts";

const handler = stub.createLicenseManagerHandler(
  { checkoutBorrowLicense: () => RESPONSE },
  { onUnexpectedError: ({ error }) => raise(error) },
);

const HEADERS: ReadonlyMap<string, string> = new Map([
  ["host", "license-manager.eu-central-1.amazonaws.com"],
  ["content-type", CONTENT_TYPE],
  ["x-amz-target", TARGET],
]);

const SIGNAL = new AbortController().signal;

/** The stub in process: bytes and headers in, status and bytes out. Only the carrier is missing. */
export async function callStub(body: Uint8Array): Promise<{ readonly status: number; readonly bytes: Uint8Array }> {
  const answer = await handler.serviceHandler.handle({
    method: "POST",
    url: "/",
    headers: HEADERS,
    signal: SIGNAL,
    readBody: () => body,
  });
  return { status: answer.status, bytes: Buffer.from(answer.body) };
}

function raise(error: unknown): never {
  throw error;
}
