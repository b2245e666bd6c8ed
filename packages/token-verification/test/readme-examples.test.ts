// The examples of README.md, run against the built package. The last test sees that they are the same.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
// biome-ignore-start lint/style/noRestrictedImports: examples import as applications do.
import { KMS } from "@aws-sdk/client-kms";
import { createBorrowTokenVerifier, isBorrowTokenError } from "@borrow-license/token-verification";
import { awsKmsSigner, createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import {
  BorrowedLicense,
  createSyncBorrowTokenVerifier,
  machineNodeId,
  type RenewalClient,
  textFile,
} from "@borrow-license/token-verification/node";
// biome-ignore-end lint/style/noRestrictedImports: examples import as applications do.
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const PACKAGE = process.cwd();
const lines: string[] = [];
let folder: string;
beforeEach(async () => {
  lines.length = 0;
  for (const method of ["log", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((...texts) => void lines.push(texts.join(" ")));
  }
  folder = await mkdtemp(join(tmpdir(), "readme-"));
  process.chdir(folder);
  vi.stubEnv("NODE_ID", "workstation-7");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  process.chdir(PACKAGE);
  await rm(folder, { recursive: true });
});

async function issuedToken() {
  const { privateKeyPem, publicKeyPem } = await generateSigningKey({ modulusLength: 3072 });
  const issuer = await createBorrowTokenIssuer({ key: privateKeyPem, issuer: "Example Vendor" });

  const token = await issuer.issue({
    licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
    licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
    entitlementsAllowed: [{ Name: "seats", Value: "2", Unit: "Count" }],
    nodeId: "workstation-7",
    issuedAt: new Date(),
    expiration: new Date(Date.now() + 86_400_000),
  });
  const jwks = issuer.jwks(); // publish, or pin with issuer.publicKeyPem()
  return { issuerPublicKeyPem: publicKeyPem, signedToken: token, issuer, jwks };
}

it("issues and verifies", async () => {
  const issued = await issuedToken();
  await writeFile("public-key.pem", issued.issuerPublicKeyPem);
  await writeFile("license.jwt", `${issued.signedToken}\n`);

  const issuerPublicKeyPem = await readFile("public-key.pem", "utf8"); // in an application: built in
  const signedToken = (await readFile("license.jwt", "utf8")).trim(); // files end with a line break

  const verifier = await createBorrowTokenVerifier(issuerPublicKeyPem);
  try {
    const claims = await verifier.verify(signedToken, {
      nodeId: "workstation-7",
      entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
    });
    console.log(`Licensed until ${claims.expiration.toISOString()}`);
  } catch (error) {
    if (!isBorrowTokenError(error)) throw error;
    console.error(error.code, error.message);
  }
  expect(lines).toEqual([expect.stringMatching(/^Licensed until \d{4}-/)]);
  expect(issued.jwks.keys).toHaveLength(1);
});

it("verifies at once", async () => {
  const { issuerPublicKeyPem, signedToken } = await issuedToken();
  const syncVerifier = createSyncBorrowTokenVerifier(issuerPublicKeyPem);
  const { licenseArn } = syncVerifier.verify(signedToken, { nodeId: "workstation-7" });
  expect(licenseArn).toMatch(/:license:l-/);
});

it("holds and renews", async () => {
  const { issuerPublicKeyPem, issuer } = await issuedToken();
  const tokenFor = (licenseConsumptionToken: string) =>
    issuer.issue({
      licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
      licenseConsumptionToken,
      entitlementsAllowed: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "export", Unit: "None" },
      ],
      nodeId: "workstation-7",
      checkoutMetadata: [{ Name: "purpose", Value: "field work" }],
      issuedAt: new Date(),
      expiration: new Date(Date.now() + 86_400_000),
    });
  await textFile("license.jwt").write(await tokenFor("first"));

  const nodeId = process.env["NODE_ID"] ?? (await machineNodeId({ application: "com.example.editor" }));
  const license = await BorrowedLicense.open({
    file: textFile("license.jwt"),
    state: textFile("license.state"),
    keys: issuerPublicKeyPem,
    nodeId,
  });
  license.on("expiring", ({ remaining }) => console.log(`The license ends in ${Math.round(remaining / 60)} minutes.`));
  license.on("expired", () => console.log("The license has ended."));

  if (license.allows("seats", 2)) console.log("A second window may be opened.");
  license.require("export");
  console.log(license.expiresAt, license.remaining(), license.metadata.get("purpose"));

  const client: RenewalClient = {
    checkoutBorrowLicense: async () => ({ SignedToken: await tokenFor("second") }),
    checkInLicense: async () => ({}),
  };
  license.on("expiring", () => {
    license.renew(client).catch((error: Error) => console.error(`The license is not renewed: ${error.message}`));
  });
  const { previous } = await license.renew(client); // or at once
  console.log(previous === "returned" ? "The old lease was returned." : "The old lease ends by itself.");
  await license.close();
  expect(lines).toContain("A second window may be opened.");
  expect(lines).toContainEqual(expect.stringContaining("field work"));
  expect(lines).toContain("The old lease was returned.");
});

it("issues with a key in AWS KMS", async () => {
  const { publicKey } = await crypto.subtle.generateKey(
    { name: "RSA-PSS", hash: "SHA-384", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ["sign", "verify"],
  );
  const PublicKey = Buffer.from(await crypto.subtle.exportKey("spki", publicKey)).toString("base64");
  const SigningAlgorithms = ["RSASSA_PSS_SHA_384"];
  const server = setupServer(
    http.post("https://kms.us-east-1.amazonaws.com/", () => HttpResponse.json({ PublicKey, SigningAlgorithms })),
  );
  server.listen({ onUnhandledFrame: "error" });
  vi.stubEnv("AWS_ACCESS_KEY_ID", "example");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "example");

  const kms = new KMS({ region: "us-east-1" });
  const kmsIssuer = await createBorrowTokenIssuer({
    key: await awsKmsSigner({ client: kms, keyId: "alias/licenses" }),
  });
  expect(kmsIssuer.keyId).toMatch(/^[\w-]{43}$/);
  server.close();
});

it("are those of README.md", async () => {
  const trimmed = (text: string) => text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
  const readme = await readFile(join(PACKAGE, "README.md"), "utf8");
  const here = trimmed(await readFile(import.meta.filename, "utf8")).join("\n");
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => trimmed(code));
  expect(blocks.length).toBeGreaterThanOrEqual(6);
  for (const block of blocks) {
    expect(here).toContain(block.filter((line) => !line.startsWith("import ")).join("\n"));
  }
});
