import { once } from "node:events";
import { renameSync, writeFileSync } from "node:fs";
import { connect as connectWithoutTls } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import { generate } from "selfsigned";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { failure } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import { startLicenseServer } from "../license-server.js";
import type { TlsFiles } from "./tls-files.js";

/** Puts a new certificate of the name into the files, each at once. */
async function writeCertificate({ certificateFile, keyFile }: TlsFiles, name: string): Promise<void> {
  const { cert, private: key } = await generate([{ name: "commonName", value: name }]);
  for (const [path, text] of [
    [keyFile, key],
    [certificateFile, cert],
  ] as const) {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

function filesIn(folder: string): TlsFiles {
  return { certificateFile: join(folder, "tls.crt"), keyFile: join(folder, "tls.key"), checkIntervalMs: 10 };
}

/** The name in the certificate that a new connection is shown. */
async function shownName(port: number): Promise<unknown> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return subject.CN;
}

describe("a server with TLS", () => {
  it("shows its certificate, and a new one once the files have changed", async () => {
    const failures: unknown[] = [];
    const tls = { ...filesIn(temporaryFolder()), onReloadFailure: (error: unknown) => failures.push(error) };
    await writeCertificate(tls, "first");
    const server = await startLicenseServer({ dev: true, tls });
    onTestFinished(() => server.close());
    expect(server.url).toBe(`https://127.0.0.1:${server.port}`);
    expect(await shownName(server.port)).toBe("first");
    await writeCertificate(tls, "second");
    await expect.poll(() => shownName(server.port), { timeout: 10_000 }).toBe("second");
    writeFileSync(tls.certificateFile, "no certificate");
    await expect.poll(() => failures.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await shownName(server.port)).toBe("second");
  });

  it("cuts a client off that does not finish the handshake", async () => {
    const tls = filesIn(temporaryFolder());
    await writeCertificate(tls, "first");
    const server = await startLicenseServer({ dev: true, issuer, tls, httpLimits: { headersTimeoutMs: 50 } });
    onTestFinished(() => server.close());
    const socket = connectWithoutTls(server.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => undefined).resume();
    await once(socket, "close");
  });

  it("does not start with files that do not belong together, and shows nothing of the key", async () => {
    const folder = temporaryFolder();
    const tls = filesIn(folder);
    await writeCertificate(tls, "first");
    const { private: other } = await generate([{ name: "commonName", value: "other" }]);
    writeFileSync(tls.keyFile, other);
    const message = await failure(() => startLicenseServer({ dev: true, tls }));
    expect(message).toContain(`TlsFilesUnusableError: The TLS certificate ${tls.certificateFile} with the key`);
    expect(message).not.toContain(other.split("\n")[1]);
  });
});
