// Serves the built server stub in whichever runtime runs this file, calls it once over the network with a compressed
// body, and prints the answer.
import { createLicenseManagerHandler } from "../../../packages/server-stub/dist/index.js";

const handler = createLicenseManagerHandler({
  getLicense: ({ LicenseArn }) => ({ License: { LicenseArn, LicenseName: "Größe 🚀" } }),
});

async function serve() {
  const { Bun, Deno } = globalThis;
  if (Bun !== undefined) {
    const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: handler });
    return { port: server.port, stop: () => server.stop(true) };
  }
  if (Deno !== undefined) {
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => undefined }, handler);
    return { port: server.addr.port, stop: () => server.shutdown() };
  }
  const { createServer } = await import("node:http");
  const { createNodeListener } = await import("../../../packages/server-stub/dist/node/index.js");
  const server = createServer(createNodeListener(handler));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: server.address().port, stop: () => server.close() };
}

const { port, stop } = await serve();
const body = new Blob(['{"LicenseArn":"arn:aws:license-manager::123456789012:license:l-1"}'])
  .stream()
  .pipeThrough(new CompressionStream("gzip"));
const response = await fetch(`http://127.0.0.1:${port}/`, {
  method: "POST",
  headers: {
    "x-amz-target": "AWSLicenseManager.GetLicense",
    "content-type": "application/x-amz-json-1.1",
    "content-encoding": "gzip",
    connection: "close",
  },
  body: new Uint8Array(await new Response(body).arrayBuffer()),
});
console.log(response.status, response.headers.get("content-type"), await response.text());
await stop();
