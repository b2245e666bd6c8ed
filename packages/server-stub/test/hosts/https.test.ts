import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createLicenseManagerHandler } from "../../src/index.js";
import { createNodeListener } from "../../src/node/index.js";

const folder = mkdtempSync(join(tmpdir(), "server-stub-https-"));
afterAll(() => rmSync(folder, { recursive: true }));

function certificate(): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "1"];
  const files = ["-keyout", key, "-out", cert];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, ...subject], { stdio: "ignore" });
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}

it("is served on node:https", async () => {
  const { key, cert } = certificate();
  const handler = createLicenseManagerHandler({ getLicense: () => ({ License: { LicenseName: "Studio" } }) });
  const server = createServer({ key, cert }, createNodeListener(handler)).listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const headers = { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" };
  const body = await new Promise<string>((resolve, reject) => {
    const sent = request({ host: "localhost", port, method: "POST", headers, ca: cert, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("end", () => resolve(text));
    });
    sent.once("error", reject);
    sent.end('{"LicenseArn":"arn:aws:license-manager::123456789012:license:l-1"}');
  });
  server.close();
  expect(JSON.parse(body)).toEqual({ License: { LicenseName: "Studio" } });
});
