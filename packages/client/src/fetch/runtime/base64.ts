import { Misread } from "./misread.js";

/** How many bytes become characters at a time: no function takes more arguments than that everywhere. */
const CHUNK = 0x2000;

/** The base64 text of bytes (RFC 4648 section 4). Text stands for its UTF-8 bytes. */
export function toBase64(value: Uint8Array | string): string {
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  let characters = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    characters += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(characters);
}

/** The bytes of a base64 text. */
export function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new Misread("base64");
  }
}
