import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { failure } from "../../test/licenses.js";
import { awsKmsKeys } from "./kms-keys.js";

const ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** A key management service on this machine, and the environment that leads the SDK there. */
async function kms(answer: { readonly status: number; readonly body: object }): Promise<{ readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const scope = /Credential=[^/]+\/[0-9]+\/([^/]+)/.exec(request.headers.authorization ?? "")?.[1];
    asked.push(`${request.headers["x-amz-target"]} ${scope} ${await text(request)}`);
    response
      .writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv("AWS_ENDPOINT_URL_KMS", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKID");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "us-east-1");
  onTestFinished(() => void vi.unstubAllEnvs());
  return { asked };
}

const { publicKeyPem, privateKeyPem } = await generateSigningKey({ modulusLength: 2048 });
const PUBLIC_KEY = publicKeyPem.split("\n").slice(1, -1).join("").replace("-----END PUBLIC KEY-----", "");

describe("keys in AWS KMS", () => {
  it("are found by alias in the SDK's region, and by ARN in the ARN's", async () => {
    const SigningAlgorithms = ["RSASSA_PSS_SHA_384"];
    const body = { KeyId: ARN, PublicKey: PUBLIC_KEY, KeyUsage: "SIGN_VERIFY", SigningAlgorithms };
    const { asked } = await kms({ status: 200, body });
    const { arn, signer } = await awsKmsKeys("alias/licenses");
    expect(arn).toBe(ARN);
    const { keyId } = await createBorrowTokenIssuer({ key: privateKeyPem });
    expect((await createBorrowTokenIssuer({ key: signer })).keyId).toBe(keyId);
    await awsKmsKeys(ARN);
    expect([...new Set(asked)]).toEqual([
      'TrentService.GetPublicKey us-east-1 {"KeyId":"alias/licenses"}',
      `TrentService.GetPublicKey us-east-1 {"KeyId":"${ARN}"}`,
      `TrentService.GetPublicKey eu-west-1 {"KeyId":"${ARN}"}`,
    ]);
  });

  it("that are not there say what to check, and show no credentials", async () => {
    await kms({ status: 400, body: { __type: "NotFoundException", message: "Alias is not found." } });
    expect(await failure(() => awsKmsKeys("alias/none"))).toBe(
      "SigningKeyUnusableError: AWS KMS does not give the public key of alias/none (NotFoundException: Alias is not found.). " +
        "Check its ID and region, the credentials, and that they allow kms:GetPublicKey and kms:Sign.",
    );
  });
});
