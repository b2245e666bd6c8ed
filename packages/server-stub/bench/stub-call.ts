import { stub } from "./built-package.ts";
import { CONTENT_TYPE, RESPONSE, TARGET } from "./checkout.ts";

const handler = stub.createLicenseManagerHandler(
  { checkoutBorrowLicense: () => RESPONSE, listLicenses: () => ({}) },
  { onUnexpectedError: ({ error }) => raise(error) },
);

/** The header fields of a call of an operation. */
export function headersFor(target: string): ReadonlyMap<string, string> {
  return new Map([
    ["host", "license-manager.eu-central-1.amazonaws.com"],
    ["content-type", CONTENT_TYPE],
    ["x-amz-target", target],
  ]);
}

const HEADERS = headersFor(TARGET);

const SIGNAL = new AbortController().signal;

/** The stub in process: bytes and headers in, status and bytes out. Only the carrier is missing. */
export function callStub(
  body: Uint8Array,
  headers: ReadonlyMap<string, string> = HEADERS,
): { readonly status: number; readonly bytes: Uint8Array } {
  let answered: { readonly status: number; readonly bytes: Uint8Array } | undefined;
  const request = { method: "POST", url: "/", headers, signal: SIGNAL };
  const readBody = (_maxBytes: number, receive: (body: Uint8Array) => void): void => receive(body);
  handler.serviceHandler.respond({ ...request, readBody }, (answer) => {
    answered = { status: answer.status, bytes: Buffer.from(answer.body) };
  });
  if (answered === undefined) throw new Error("The stub did not answer at once.");
  return answered;
}

function raise(error: unknown): never {
  throw error;
}
