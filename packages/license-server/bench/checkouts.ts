// Checkouts as clients send them: signed, as bytes that only have to be written to a socket.
import { createHash, createHmac, randomUUID } from "node:crypto";

/** Who calls which server. */
export interface Caller {
  readonly port: number;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const REGION = "us-east-1";
const SERVICE = "license-manager";
const CONTENT_TYPE = "application/x-amz-json-1.1";

/** The header fields that the AWS SDK for JavaScript signs, in order. */
const SIGNED_HEADERS =
  "amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;user-agent;x-amz-content-sha256;x-amz-date;x-amz-target;x-amz-user-agent";

/** A request of about the size of the other packages' benchmarks: two entitlements, a node and two entries of metadata. */
export function checkoutBody(licenseArn: string, clientToken: string): string {
  return JSON.stringify({
    LicenseArn: licenseArn,
    Entitlements: [
      { Name: "seats", Value: "2", Unit: "Count" },
      { Name: "export", Unit: "None" },
    ],
    DigitalSignatureMethod: "JWT_PS384",
    NodeId: "workstation-7.plant-4.example.com/0123456789abcdef0123456789abcdef012345",
    CheckoutMetadata: [
      { Name: "site", Value: "plant-4" },
      { Name: "purpose", Value: "field work without any network, July" },
    ],
    ClientToken: clientToken,
  });
}

/** So many checkouts, of the licenses in turn, each with a client token of its own. */
export function checkouts(caller: Caller, licenseArns: readonly string[], count: number): Buffer[] {
  const sign = requestSigner(caller);
  return Array.from({ length: count }, (_, index) =>
    sign("CheckoutBorrowLicense", checkoutBody(licenseArns[index % licenseArns.length] as string, randomUUID())),
  );
}

/** Answers what makes whole requests, signed with Signature Version 4 for this moment. */
export function requestSigner({
  accessKeyId,
  port,
  secretAccessKey,
}: Caller): (operation: string, body: string) => Buffer {
  const date = `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const day = date.slice(0, 8);
  const scope = `${day}/${REGION}/${SERVICE}/aws4_request`;
  const key = [day, REGION, SERVICE, "aws4_request"].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`) as Buffer;
  return (operation, body) => {
    const bytes = Buffer.from(body);
    const fields = [
      `amz-sdk-invocation-id:${randomUUID()}`,
      "amz-sdk-request:attempt=1; max=3",
      `content-length:${bytes.length}`,
      `content-type:${CONTENT_TYPE}`,
      `host:127.0.0.1:${port}`,
      "user-agent:aws-sdk-js/3.1048.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#24.21.0 api/license-manager#3.1048.0 m/E,N",
      `x-amz-content-sha256:${sha256(bytes)}`,
      `x-amz-date:${date}`,
      `x-amz-target:AWSLicenseManager.${operation}`,
      "x-amz-user-agent:aws-sdk-js/3.1048.0",
    ];
    const canonical = `POST\n/\n\n${fields.join("\n")}\n\n${SIGNED_HEADERS}\n${sha256(bytes)}`;
    const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString("hex");
    const credential = `Credential=${accessKeyId}/${scope}`;
    const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`;
    const head = `POST / HTTP/1.1\r\n${fields.join("\r\n")}\r\nauthorization:${authorization}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), bytes]);
  };
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}
