import type { CompressedBody } from "./operation.js";

/** Bodies below this size are not worth it. */
const MINIMUM_BYTES = 10_240;

/** Compresses a large body with gzip (RFC 1952). */
export async function gzip(body: string): Promise<CompressedBody | undefined> {
  const bytes = new TextEncoder().encode(body);
  if (bytes.length < MINIMUM_BYTES) return undefined;
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return { encoding: "gzip", bytes: new Uint8Array(await new Response(compressed).arrayBuffer()) };
}
