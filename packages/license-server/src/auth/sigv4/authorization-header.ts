import type { ReceivedRequest } from "@borrow-license/server-stub";
import { IncompleteSignatureException, MissingAuthenticationTokenException } from "../authentication-errors.js";

/** What the `Authorization` header of a signed request says. */
export interface SignedAuthorization {
  readonly accessKeyId: string;
  /** The scope's day, `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** The names of the signed header fields: in lower case, sorted, each once. */
  readonly signedHeaders: readonly string[];
  /** The signature: 64 hexadecimal digits in lower case. */
  readonly signature: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
/** The longest header that is looked at. Those of the AWS SDKs have about 350 characters. */
const MAXIMUM_LENGTH = 4096;
const CREDENTIAL = /^([A-Za-z0-9_-]{1,128})\/([0-9]{8})\/([a-z0-9-]{1,63})\/([a-z0-9-]{1,63})\/aws4_request$/;
const HEADER_NAMES = /^[a-z0-9-]+(?:;[a-z0-9-]+)*$/;
const SIGNATURE = /^[0-9a-f]{64}$/;
const FORM = `${ALGORITHM} Credential=<key>/<date>/<region>/<service>/aws4_request, SignedHeaders=<names>, Signature=<hex>`;

/**
 * Reads the `Authorization` header of Signature Version 4.
 *
 * @throws MissingAuthenticationTokenException when the request is not signed
 * @throws IncompleteSignatureException when it is signed in another way, or the header is malformed
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function signedAuthorization({ headers, url }: ReceivedRequest): SignedAuthorization {
  if (/[?&]x-amz-(?:signature|algorithm|credential)=/i.test(url)) throw incomplete("it is signed in the URL's query");
  const text = headers.get("authorization");
  if (text === undefined || text === "") {
    throw new MissingAuthenticationTokenException(
      "The request is not signed. Sign it with Signature Version 4, as every AWS SDK does that is given credentials.",
    );
  }
  if (text.length > MAXIMUM_LENGTH) throw incomplete(`it has more than ${MAXIMUM_LENGTH} characters`);
  if (!text.startsWith(`${ALGORITHM} `)) throw incomplete(`it does not begin with ${ALGORITHM}`);
  const parameters = parametersOf(text.slice(ALGORITHM.length + 1));
  const credential = CREDENTIAL.exec(parameters.get("Credential") ?? "");
  if (credential === null) throw incomplete("its Credential is missing or malformed");
  const [, accessKeyId = "", date = "", region = "", service = ""] = credential;
  const signature = parameters.get("Signature") ?? "";
  if (!SIGNATURE.test(signature)) throw incomplete("its Signature is missing or malformed");
  return { accessKeyId, date, region, service, signature, signedHeaders: headerNames(parameters) };
}

function parametersOf(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of text.split(",")) {
    const [, name = "", value = ""] = /^\s*(Credential|SignedHeaders|Signature)=(\S*)\s*$/.exec(part) ?? [];
    if (name === "") throw incomplete("it has a part that is none of Credential, SignedHeaders and Signature");
    if (parameters.has(name)) throw incomplete(`it has ${name} twice`);
    parameters.set(name, value);
  }
  return parameters;
}

function headerNames(parameters: ReadonlyMap<string, string>): readonly string[] {
  const text = parameters.get("SignedHeaders") ?? "";
  const names = text.split(";");
  const isOrdered = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  if (isOrdered && HEADER_NAMES.test(text)) return names;
  throw incomplete("its SignedHeaders are missing, or not names in lower case, in order, each once");
}

function incomplete(problem: string): IncompleteSignatureException {
  return new IncompleteSignatureException(
    `The request's signature cannot be read: ${problem}. Send it in the Authorization header, as ${FORM}.`,
  );
}
