import { isUtf8 } from "node:buffer";
import type { DecodeText } from "../token/decode-text.js";

/** Decodes with `Buffer`, which puts U+FFFD in the place of what is no UTF-8. */
export const bufferText: DecodeText = (part) => {
  const bytes = Buffer.from(part, "base64url");
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") && !isUtf8(bytes) ? undefined : text;
};
