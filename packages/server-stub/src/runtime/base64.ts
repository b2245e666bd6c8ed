/** Bytes of a base64 text (RFC 4648 section 4), or `undefined` where it is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** How many bytes become characters at a time: a function takes no more arguments than that everywhere. */
const CHUNK = 0x2000;

/** The base64 text of bytes. */
export function base64Text(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.byteLength; start += CHUNK) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  }
  return btoa(pieces.join(""));
}
