import { createHash } from "node:crypto";
import type { ReceivedRequest } from "@borrow-license/server-stub";
import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HashConstructor } from "@smithy/types";
import { describe, expect, it } from "vitest";
import { failure } from "../../../test/licenses.js";
import { type AuthenticationOptions, authenticate, type Credentials } from "../authenticate.js";
import { ADMINISTRATOR_POLICY } from "../policy.js";

const NOON = new Date("2026-06-01T12:00:00Z");
const BODY = '{"LicenseArn": "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef"}';

const EXAMPLE: Credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  account: "123456789012",
  policy: ADMINISTRATOR_POLICY,
};
const TEMPORARY: Credentials = {
  ...EXAMPLE,
  session: {
    tokenDigest: createHash("sha256").update("session-token-1").digest("hex"),
    expiration: new Date("2026-06-01T13:00:00Z"),
  },
};

interface Sent {
  readonly url?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

function received({ body = BODY, headers, method = "POST", url = "/" }: Sent): ReceivedRequest {
  return {
    operation: "GetLicense",
    requestId: "request-1",
    method,
    url,
    headers: { get: (name) => headers[name.toLowerCase()], entries: () => [] },
    body: new TextEncoder().encode(body),
  };
}

function identify(sent: Sent, known: Credentials = EXAMPLE, now: Date = NOON): Promise<unknown> {
  const options: AuthenticationOptions = {
    region: "us-east-1",
    clock: () => now,
    credentials: { find: async (id) => (id === known.accessKeyId ? known : undefined) },
  };
  return authenticate(received(sent), options);
}

const authorization = (signedHeaders: string, signature: string): string =>
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260601/us-east-1/license-manager/aws4_request, " +
  `SignedHeaders=${signedHeaders}, Signature=${signature}`;

/** A request as botocore 1.44.5 signed and sent it. */
const BOTO: Sent & { readonly headers: Readonly<Record<string, string>> } = {
  headers: {
    host: "127.0.0.1:4010",
    "content-type": "application/x-amz-json-1.1",
    "content-length": "98",
    "user-agent": "Botocore/1.44.5",
    "amz-sdk-request": "attempt=1; max=3",
    "x-amz-date": "20260601T120000Z",
    "x-amz-target": "AWSLicenseManager.GetLicense",
    authorization: authorization(
      "content-type;host;x-amz-date;x-amz-target",
      "def831faced24669878aa67bc37797f56267b5c54b27d54f8730bade7aea0d38",
    ),
  },
};

/** Another one: temporary credentials, and an endpoint with a path. */
const BOTO_TEMPORARY: Sent = {
  url: "/tenants/a%20b/",
  headers: {
    ...BOTO.headers,
    host: "licenses.example.com",
    "x-amz-security-token": "session-token-1",
    authorization: authorization(
      "content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
      "d11d1fac33df1e81b15f16bb409b4bd3dbaa245128d21ece4761b001d2027310",
    ),
  },
};

const WRONG =
  "InvalidSignatureException: The request's signature is not the one that the access key makes over this request. ";

/** The botocore request with other header fields. */
const changed = (headers: Sent["headers"]): Sent => ({ headers: { ...BOTO.headers, ...headers } });

/** A request signed here, as a client may that signs what it likes. */
async function signed(
  headers: Record<string, string>,
  options: {
    readonly region?: string;
    readonly service?: string;
    readonly unsigned?: readonly string[];
    readonly path?: string;
    readonly at?: Date;
  } = {},
): Promise<Sent> {
  const signer = new SignatureV4({
    credentials: EXAMPLE,
    region: options.region ?? "us-east-1",
    service: options.service ?? "license-manager",
    sha256: Hash.bind(undefined, "sha256") as unknown as HashConstructor,
    applyChecksum: false,
  });
  const { authorization: _, ...unsigned } = BOTO.headers;
  const request = { method: "POST", protocol: "http:", hostname: "", path: options.path ?? "/", query: {}, body: BODY };
  return signer.sign(
    { ...request, headers: { ...unsigned, ...headers } },
    { signingDate: options.at ?? NOON, unsignableHeaders: new Set(options.unsigned ?? []) },
  );
}

describe("a signed request", () => {
  it("is its key's, as another implementation signed it", async () => {
    expect(await identify(BOTO)).toEqual({
      accessKeyId: "AKIDEXAMPLE",
      account: "123456789012",
      policy: ADMINISTRATOR_POLICY,
    });
  });

  it("may have temporary credentials and a path before the slash", async () => {
    expect(await identify(BOTO_TEMPORARY, TEMPORARY)).toMatchObject({ accessKeyId: "AKIDEXAMPLE" });
  });

  it("may have more spaces in its header fields, and its parameters in another order", async () => {
    const [, scope = "", names = "", signature = ""] =
      /(Credential=\S+), (SignedHeaders=\S+), (Signature=\S+)$/.exec(BOTO.headers["authorization"] ?? "") ?? [];
    const reordered = `AWS4-HMAC-SHA256  ${signature},${names} ,  ${scope}`;
    const spaced = changed({ "content-type": "  application/x-amz-json-1.1 ", authorization: reordered });
    expect(await identify(spaced)).toMatchObject({ accessKeyId: "AKIDEXAMPLE" });
  });

  it.each(["/a%20b/c", "/a//b/./c/../d/", "/..", "//", "/it's(1)*!", "/%C3%A4/~x-_.y", "/a=b&c;d,e:f@g$h+i"])(
    "is its key's with the path %s, as AWS's own signer sees it",
    async (path) => {
      expect(await identify({ ...(await signed({}, { path })), url: path })).toMatchObject({ account: "123456789012" });
    },
  );

  it.each(["two  spaces", "\ta\tb ", "a \t b", " \u00a0wide\u00a0\u00a0 ", "l\u00e4nge", "", " "])(
    "is its key's with the header field %j, as AWS's own signer sees it",
    async (value) => {
      expect(await identify(await signed({ "x-example": value }))).toMatchObject({ account: "123456789012" });
    },
  );

  it("may sign the hash of its body beside it", async () => {
    const digest = createHash("sha256").update(BODY).digest("hex");
    expect(await identify(await signed({ "x-amz-content-sha256": digest }))).toMatchObject({ account: "123456789012" });
  });

  it("is refused when any header field that is signed has another value", async () => {
    for (const name of ["content-type", "host", "x-amz-target"]) {
      const value = BOTO.headers[name] ?? "";
      expect(await failure(() => identify(changed({ [name]: `${value}x` })))).toContain(WRONG);
      // A second field of the name arrives as one value.
      expect(await failure(() => identify(changed({ [name]: `${value}, ${value}` })))).toContain(WRONG);
    }
    expect(await failure(() => identify(changed({ "x-amz-date": "20260601T120001Z" })))).toContain(WRONG);
  });

  it("is refused when a byte of its body, path, method or signature is another one", async () => {
    for (let index = 0; index < BODY.length; index++) {
      const other = `${BODY.slice(0, index)}${BODY[index] === "x" ? "y" : "x"}${BODY.slice(index + 1)}`;
      expect(await failure(() => identify({ ...BOTO, body: other }))).toContain(WRONG);
    }
    expect(await failure(() => identify({ ...BOTO, body: `${BODY} ` }))).toContain(WRONG);
    expect(await failure(() => identify({ ...BOTO, url: "/other" }))).toContain(WRONG);
    expect(await failure(() => identify({ ...BOTO, method: "PUT" }))).toContain(WRONG);
    const text = BOTO.headers["authorization"] ?? "";
    const other = `${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`;
    expect(await failure(() => identify(changed({ authorization: other })))).toContain(WRONG);
  });

  it("is refused when its signed header fields are fewer or others than were signed", async () => {
    const text = BOTO.headers["authorization"] ?? "";
    const with_ = (names: string): Sent =>
      changed({ authorization: text.replace(/SignedHeaders=[^,]+/, `SignedHeaders=${names}`) });
    expect(await failure(() => identify(with_("content-type;host;x-amz-date")))).toBe(
      "InvalidSignatureException: Header fields are not signed: x-amz-target. Sign them as well.",
    );
    expect(await failure(() => identify(with_("amz-sdk-request;content-type;host;x-amz-date;x-amz-target")))).toContain(
      WRONG,
    );
    expect(await failure(() => identify(with_("content-type;host;x-amz-date;x-amz-target;x-other")))).toBe(
      "InvalidSignatureException: Signed header fields are missing: x-other. " +
        "Send all that was signed, and have proxies pass it on.",
    );
    expect(await failure(() => identify(with_("host;content-type;x-amz-date;x-amz-target")))).toContain(
      "its SignedHeaders are missing, or not names in lower case, in order, each once.",
    );
    expect(await failure(() => identify(with_("content-type;host;host;x-amz-date;x-amz-target")))).toContain(
      "its SignedHeaders are missing, or not names in lower case, in order, each once.",
    );
  });

  it.each(["content-type", "host", "x-amz-target"])("is refused when its client does not sign %s", async (name) => {
    expect(await failure(async () => identify(await signed({}, { unsigned: [name] })))).toBe(
      `InvalidSignatureException: Header fields are not signed: ${name}. Sign them as well.`,
    );
  });

  it.each(["content-encoding", "x-amz-content-sha256", "x-amz-security-token"])(
    "is refused when somebody adds %s on the way",
    async (name) => {
      expect(await failure(() => identify(changed({ [name]: "added" })))).toBe(
        `InvalidSignatureException: Header fields are not signed: ${name}. Sign them as well.`,
      );
    },
  );

  it("is refused when it signs another body than it has, or none", async () => {
    for (const declared of ["UNSIGNED-PAYLOAD", createHash("sha256").update("other").digest("hex")]) {
      expect(await failure(async () => identify(await signed({ "x-amz-content-sha256": declared })))).toContain(
        "The header X-Amz-Content-Sha256 is not the SHA-256 of the body.",
      );
    }
  });

  it.each([
    ["region", { region: "eu-west-1" }, "eu-west-1/license-manager", "Give the client the region us-east-1."],
    [
      "service",
      { service: "s3" },
      "us-east-1/s3",
      "Sign with the service license-manager, as clients of this service do.",
    ],
  ])("is refused when it is for another %s", async (_what, scope, shown, remedy) => {
    expect(await failure(async () => identify(await signed({}, scope)))).toBe(
      `InvalidSignatureException: The credential is scoped to ${shown}, and this is us-east-1/license-manager. ${remedy}`,
    );
  });

  it("is refused with a query in its URL", async () => {
    expect(await failure(() => identify({ ...BOTO, url: "/?a=b" }))).toContain("The URL has a query");
  });
});

describe("a request's time", () => {
  const at = (time: string): Promise<string> => failure(() => identify(BOTO, EXAMPLE, new Date(time)));

  it("may be up to five minutes from the server's", async () => {
    expect(await at("2026-06-01T12:05:00Z")).toBe("no error");
    expect(await at("2026-06-01T11:55:00Z")).toBe("no error");
  });

  it("may not be further away, so that nobody can send the request again later", async () => {
    expect(await at("2026-06-01T12:05:01Z")).toBe(
      "RequestExpired: The request was signed at 20260601T120000Z, more than five minutes before the server's time, " +
        "20260601T120501Z. Set the clock of the machine that signs, and sign each request when it is sent.",
    );
    expect(await at("2026-06-01T11:54:59Z")).toContain("more than five minutes after the server's time");
  });

  it.each(["", "20260230T120000Z", "20260601T250000Z", "2026-06-01T12:00:00Z", "20260601T120000"])(
    "has to be written as the signature has it: %j is refused",
    async (text) => {
      expect(await failure(() => identify(changed({ "x-amz-date": text })))).toBe(
        "IncompleteSignatureException: The header X-Amz-Date must say when the request was signed, " +
          `such as 20260601T120000Z; it is "${text}".`,
      );
    },
  );

  it("has to be of the scope's day", async () => {
    const authorization = BOTO.headers["authorization"]?.replace("/20260601/", "/20260602/");
    expect(await failure(() => identify(changed({ authorization })))).toContain(
      "The credential's scope is of the day 20260602, and X-Amz-Date is 20260601T120000Z.",
    );
  });
});

describe("an access key", () => {
  it("that is not known is told apart from a wrong signature, as in the cloud", async () => {
    expect(await failure(() => identify(BOTO, { ...EXAMPLE, accessKeyId: "OTHER" }))).toBe(
      "UnrecognizedClientException: The access key AKIDEXAMPLE, or the session token that was sent with it, is not valid " +
        "here. Check both, and that the key is neither disabled nor another server's.",
    );
  });

  it("with another secret makes another signature", async () => {
    expect(await failure(() => identify(BOTO, { ...EXAMPLE, secretAccessKey: "other" }))).toContain(WRONG);
  });

  it("signs with another key each day and in each region, and not with one of a secret that was replaced", async () => {
    const at = new Date("2026-06-02T12:00:00Z");
    const credentials = { ...EXAMPLE };
    await identify(BOTO, credentials);
    const next = await signed({}, { at });
    await identify(next, credentials, at);
    await identify(BOTO, credentials);
    const options = { region: "eu-west-1", clock: () => NOON, credentials: { find: async () => credentials } };
    await authenticate(received(await signed({}, { region: "eu-west-1" })), options);
    await identify(BOTO, credentials);
    Object.assign(credentials, { secretAccessKey: "other" });
    expect(await failure(() => identify(BOTO, credentials))).toContain(WRONG);
    await identify(BOTO, { ...credentials, secretAccessKey: EXAMPLE.secretAccessKey });
  });

  it("that is temporary needs its session token, and no other has one", async () => {
    expect(await failure(() => identify(BOTO, TEMPORARY))).toContain("UnrecognizedClientException: ");
    expect(await failure(() => identify(BOTO_TEMPORARY, EXAMPLE))).toContain("UnrecognizedClientException: ");
    const session = {
      ...TEMPORARY.session,
      tokenDigest: "00".repeat(32),
      expiration: new Date("2026-06-01T13:00:00Z"),
    };
    expect(await failure(() => identify(BOTO_TEMPORARY, { ...TEMPORARY, session }))).toContain(
      "UnrecognizedClientException: ",
    );
  });

  it("that is temporary expires", async () => {
    const session = { tokenDigest: TEMPORARY.session?.tokenDigest ?? "", expiration: NOON };
    expect(await failure(() => identify(BOTO_TEMPORARY, { ...TEMPORARY, session }))).toBe(
      "ExpiredTokenException: The temporary access key AKIDEXAMPLE expired at 2026-06-01T12:00:00.000Z. Get another one.",
    );
  });
});

describe("the Authorization header", () => {
  it.each([undefined, ""])("that is missing, %j, is an error of its own", async (text) => {
    expect(await failure(() => identify(changed({ authorization: text })))).toBe(
      "MissingAuthenticationTokenException: The request is not signed. Sign it with Signature Version 4, as every AWS SDK " +
        "does that is given credentials.",
    );
  });

  const text = BOTO.headers["authorization"] ?? "";
  it.each([
    ["it does not begin with AWS4-HMAC-SHA256", "Bearer abc"],
    ["it does not begin with AWS4-HMAC-SHA256", text.replace("HMAC", "ECDSA-P256")],
    ["it has a part that is none of Credential, SignedHeaders and Signature", `${text}, Other=1`],
    ["it has Signature twice", `${text}, Signature=${"0".repeat(64)}`],
    ["its Credential is missing or malformed", text.replace("/aws4_request", "")],
    ["its Credential is missing or malformed", text.replace(/Credential=[^,]+, /, "")],
    ["its Signature is missing or malformed", text.replace(/.$/, "G")],
    ["its Signature is missing or malformed", text.replace(/, Signature=.*/, "")],
    ["its SignedHeaders are missing", text.replace(/SignedHeaders=[^,]+, /, "")],
    ["its SignedHeaders are missing", text.replace("host", "Host")],
    ["it has more than 4096 characters", `${text}${" ".repeat(4096)}`],
  ])("is refused where %s", async (problem, authorization) => {
    expect(await failure(() => identify(changed({ authorization })))).toMatch(
      new RegExp(`^IncompleteSignatureException: The request's signature cannot be read: ${problem}`),
    );
  });

  it("in the URL is refused, so that no signed link can be handed around", async () => {
    const url = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00";
    expect(await failure(() => identify({ url, headers: {} }))).toContain("it is signed in the URL's query");
  });
});
