import { base64url } from "jose";

/** Answers the text of canonical base64url, or nothing where its bytes are no UTF-8. */
export type DecodeText = (base64url: string) => string | undefined;

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes without any Node API. */
export const decodeText: DecodeText = (part) => {
  try {
    return UTF8.decode(base64url.decode(part));
  } catch {
    return undefined;
  }
};
