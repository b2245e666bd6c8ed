import { service } from "../../src/generated/index.js";
import type { TamperedAnswer, TamperedCall, Tampering } from "./tampered-server.js";

type Json = Record<string, unknown>;
type Wrong = () => Tampering;

const UNKNOWN_LICENSE = /license:l-0{32}$/;

/** Accepts what has to be refused: an error of an operation becomes an empty success. */
function accepts(
  operation: string,
  error: string,
  when: (call: TamperedCall, message: string) => boolean = always,
): Wrong {
  return () => ({
    answer(answer, call) {
      if (call.operation !== operation || typeName(answer) !== error || !when(call, text(answer))) return;
      become(answer, 200, {});
    },
  });
}

const always = (): boolean => true;

/** Whether a request has the same entitlement twice. */
function namesOneTwice({ input }: TamperedCall): boolean {
  const entitlements = input["Entitlements"];
  const names = Array.isArray(entitlements) ? entitlements.map((each: Json | null) => each?.["Name"]) : [];
  return new Set(names).size < names.length;
}

/** Changes what an operation answers when it succeeds. */
function answers(operation: string, change: (output: Json, call: TamperedCall) => void): Wrong {
  return () => ({
    answer(answer, call) {
      if (call.operation === operation && answer.status === 200) change(answer.json as Json, call);
    },
  });
}

/** Changes what an operation answers to the same client token for the second time. */
function answersRepeated(operation: string, change: (output: Json) => void): Wrong {
  return () => {
    const seen = new Set<unknown>();
    return answers(operation, (output, { input }) => {
      if (seen.has(input["ClientToken"])) change(output);
      seen.add(input["ClientToken"]);
    })();
  };
}

/** Answers some requests with an error in place of the server. */
function refuses(name: string, status: number, when: (call: TamperedCall) => boolean, message = "No."): Wrong {
  return () => ({ request: (call) => (when(call) ? errorAnswer(name, status, message) : undefined) });
}

/** Changes every error. */
function errors(change: (answer: TamperedAnswer, json: Json) => void): Wrong {
  return () => ({
    answer(answer) {
      if (answer.status >= 300) change(answer, answer.json as Json);
    },
  });
}

/** Changes the token of every borrow. The signature does not hold then. */
function tokens(change: (header: Json, payload: Json) => void): Wrong {
  return answers("CheckoutBorrowLicense", (output) => {
    const [header = "", payload = "", signature] = String(output["SignedToken"]).split(".");
    const parts = [header, payload].map((part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Json);
    change(parts[0] as Json, parts[1] as Json);
    const encoded = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    output["SignedToken"] = [...encoded, signature].join(".");
  });
}

/** Changes how many seats are told to be in use, given whether something of the license was returned. */
function usage(change: (consumed: string, wasReturned: boolean) => string): Wrong {
  return () => {
    const licenses = new Map<unknown, unknown>();
    const returned = new Set<unknown>();
    return {
      answer(answer, { input, operation }) {
        if (answer.status !== 200) return;
        const json = answer.json as Json;
        if (operation === "CheckoutBorrowLicense") licenses.set(json["LicenseConsumptionToken"], json["LicenseArn"]);
        if (operation === "CheckInLicense") returned.add(licenses.get(input["LicenseConsumptionToken"]));
        if (operation !== "GetLicenseUsage") return;
        const { EntitlementUsages } = json["LicenseUsage"] as { EntitlementUsages: Json[] };
        for (const each of EntitlementUsages.filter(({ Name }) => Name === "seats")) {
          each["ConsumedValue"] = change(String(each["ConsumedValue"]), returned.has(input["LicenseArn"]));
        }
      },
    };
  };
}

/** Borrows of a license that is at its maximum: those after one of all three seats, or all others. */
function atMaximum(afterAllSeats: boolean): Wrong {
  return () => {
    const full = new Set<unknown>();
    return {
      answer(answer, call) {
        if (call.operation !== "CheckoutBorrowLicense") return;
        const { LicenseArn } = call.input;
        if (entitlements(call).some(({ Value }) => Value === "3")) full.add(LicenseArn);
        if (text(answer).includes("at its maximum") && full.has(LicenseArn) === afterAllSeats) become(answer, 200, {});
      },
    };
  };
}

const validation = Object.fromEntries(
  service.operations.map(({ name }) => [`validation.${name}`, accepts(name, "ValidationException")]),
);

/** Servers that break one clause each, by the clause's ID. */
export const BROKEN_SERVERS: Readonly<Record<string, Wrong>> = {
  "protocol.json-answers": errors((answer) => {
    if (answer.status === 404) answer.json = "<html>Not found</html>";
  }),
  "protocol.content-type": () => ({ answer: (answer) => answer.headers.set("content-type", "application/json") }),
  "protocol.request-id": errors((answer) => answer.headers.delete("x-amzn-requestid")),
  "protocol.error-type": errors((_, json) => {
    json["__type"] = `com.amazonaws.licensemanager#${json["__type"]}`;
  }),
  "protocol.error-message": errors((_, json) => {
    json["message"] = json["Message"];
    delete json["Message"];
  }),
  "protocol.error-status": errors((answer, json) => {
    if (json["__type"] === "ConflictException") answer.status = 400;
  }),
  "protocol.no-query-error": errors((answer) => answer.headers.set("x-amzn-query-error", "Failed;Sender")),
  "protocol.modelled-errors": () => ({
    answer(answer, { operation }) {
      const isOther = operation === "DeleteLicense" && typeName(answer) === "InvalidParameterValueException";
      if (isOther) become(answer, 400, { __type: "ResourceNotFoundException", Message: "There is none." });
    },
  }),
  "protocol.no-internal-failure": refuses(
    "ServerInternalException",
    500,
    ({ body, operation }) => operation === "CreateLicense" && body === "{}",
  ),
  "protocol.outputs": answers("GetLicense", (output) => {
    (output["License"] as Json)["Status"] = "SOLD";
  }),
  "protocol.unknown-operation": errors((answer) => {
    if (answer.status === 404) answer.status = 400;
  }),
  "protocol.target-prefix": () => ({
    request(call) {
      const target = call.headers.get("x-amz-target");
      if (target === "ListLicenses") call.headers.set("x-amz-target", `AWSLicenseManager.${target}`);
      return undefined;
    },
  }),
  "protocol.bad-json": () => ({
    request(call) {
      if (call.body.endsWith(",}")) call.body = "{}";
      return undefined;
    },
  }),
  "protocol.wrong-type": errors((answer, json) => {
    if (String(json["Message"]).includes("must be a string"))
      become(answer, 400, { ...json, __type: "ValidationException" });
  }),
  "protocol.null-members": refuses("SerializationException", 400, ({ input }) => input["Version"] === null),
  "protocol.unknown-members": refuses("SerializationException", 400, ({ input }) => "NoSuchMember" in input),
  "protocol.content-type-parameters": refuses("UnsupportedMediaTypeException", 415, ({ headers }) =>
    String(headers.get("content-type")).includes(";"),
  ),
  "protocol.valid-inputs": refuses(
    "ValidationException",
    400,
    ({ input, operation }) =>
      operation === "CheckInLicense" &&
      typeof input["Beneficiary"] === "string" &&
      typeof input["LicenseConsumptionToken"] === "string",
  ),
  ...validation,
  "validation.message": errors((_, json) => {
    json["Message"] = String(json["Message"]).replaceAll(
      "failed to satisfy constraint: Member must",
      "is wrong: It must",
    );
  }),
  "validation.every-member": errors((_, json) => {
    json["Message"] = String(json["Message"]).split("; ")[0];
  }),
  "validation.signature-method": refuses(
    "ValidationException",
    400,
    ({ input }) => input["DigitalSignatureMethod"] === "JWT_RS256" && input["ClientToken"] === "",
  ),

  "license.create": answers("CreateLicense", (output) => {
    output["Version"] = "0";
  }),
  "license.create-idempotent": answersRepeated("CreateLicense", (output) => {
    output["LicenseArn"] = `${output["LicenseArn"]}0`;
  }),
  "license.create-token-reuse": accepts(
    "CreateLicense",
    "InvalidParameterValueException",
    ({ input }) => input["LicenseName"] === "Other",
  ),
  "license.create-duplicate-entitlement": accepts("CreateLicense", "InvalidParameterValueException", namesOneTwice),
  "license.create-validity": accepts("CreateLicense", "InvalidParameterValueException", (_, message) =>
    message.includes("not after"),
  ),
  "license.get": answers("GetLicense", (output) => {
    delete (output["License"] as Json)["LicenseMetadata"];
  }),
  "license.get-unknown": accepts("GetLicenseUsage", "InvalidParameterValueException", isUnknown),
  "license.version": answers("CreateLicenseVersion", (output) => {
    output["Version"] = "3";
  }),
  "license.version-conflict": accepts("CreateLicenseVersion", "ConflictException"),
  "license.versions-listed": answers("ListLicenseVersions", (output) => {
    for (const license of output["Licenses"] as Json[]) license["Version"] = license["Version"] === "1" ? "2" : "1";
  }),
  "license.listed": answers("ListLicenses", (output, { input }) => {
    if (input["Filters"] !== undefined) output["Licenses"] = [];
  }),
  "license.delete": answers("DeleteLicense", (output) => {
    output["Status"] = "PENDING_DELETE";
  }),
  "license.delete-conflict": accepts("DeleteLicense", "ConflictException"),

  "borrow.answer": answers("CheckoutBorrowLicense", (output) => {
    delete output["CheckoutMetadata"];
  }),
  "borrow.expiration": () => ({
    request(call) {
      const { Begin = "", End } = (call.input["Validity"] ?? {}) as { Begin?: string; End?: string };
      const isShort = End !== undefined && Date.parse(Begin) < Date.now() && Date.parse(End) < Date.now() + 900_000;
      if (call.operation === "CreateLicense" && isShort)
        call.body = JSON.stringify({ ...call.input, Validity: { Begin } });
      return undefined;
    },
  }),
  "borrow.idempotent": answersRepeated("CheckoutBorrowLicense", (output) => {
    output["SignedToken"] = `${output["SignedToken"]}A`;
  }),
  "borrow.token-reuse": accepts(
    "CheckoutBorrowLicense",
    "InvalidParameterValueException",
    ({ input }) => input["NodeId"] === "other",
  ),
  "borrow.usage": usage((consumed) => (consumed === "2" ? "1" : consumed)),
  "borrow.maximum": atMaximum(true),
  "borrow.partial": accepts("CheckoutBorrowLicense", "EntitlementNotAllowedException"),
  "borrow.concurrent": atMaximum(false),
  "borrow.unlimited": refuses("NoEntitlementsAllowedException", 400, (call) =>
    entitlements(call).some(({ Value }) => Value === "1000"),
  ),
  "borrow.unit": accepts("CheckoutBorrowLicense", "NoEntitlementsAllowedException", (call) =>
    entitlements(call).some(({ Unit }) => Unit === "Gigabytes"),
  ),
  "borrow.count": accepts("CheckoutBorrowLicense", "InvalidParameterValueException", (call) =>
    entitlements(call).some(({ Value }) => Value === "1.5"),
  ),
  "borrow.duplicate-entitlement": accepts("CheckoutBorrowLicense", "InvalidParameterValueException", namesOneTwice),
  "borrow.not-borrowable": accepts("CheckoutBorrowLicense", "NoEntitlementsAllowedException", (_, message) =>
    message.includes("has no BorrowConfiguration"),
  ),
  "borrow.validity": accepts("CheckoutBorrowLicense", "NoEntitlementsAllowedException", (_, message) =>
    /valid/i.test(message),
  ),
  "borrow.status": accepts("CheckoutBorrowLicense", "NoEntitlementsAllowedException", (_, message) =>
    message.includes("SUSPENDED"),
  ),
  "borrow.unknown-license": accepts("CheckoutBorrowLicense", "ResourceNotFoundException", isUnknown),

  "token.algorithm": tokens((header) => {
    header["alg"] = "RS256";
  }),
  "token.claims": tokens((_, payload) => {
    delete payload["checkoutMetadata"];
  }),
  "token.dates": tokens((_, payload) => {
    payload["expiration"] = `${payload["expiration"]}Z`;
  }),
  "token.registered-claims": tokens((_, payload) => {
    payload["exp"] = Number(payload["exp"]) + 3600;
  }),
  "token.signature": tokens((_, payload) => {
    payload["also"] = "not signed";
  }),

  "return.gives-back": usage((consumed, wasReturned) => (wasReturned && consumed === "0" ? "1" : consumed)),
  "return.twice": () => {
    const returned = new Set<unknown>();
    return {
      answer(answer, { input, operation }) {
        if (operation !== "CheckInLicense" || answer.status !== 200) return;
        const token = input["LicenseConsumptionToken"];
        if (returned.has(token)) become(answer, 409, { __type: "ConflictException", Message: "It was returned." });
        returned.add(token);
      },
    };
  },
  "return.too-early": accepts("CheckInLicense", "ConflictException"),
  "return.unknown": accepts("CheckInLicense", "ResourceNotFoundException"),

  "checkout.provisional": answers("CheckoutLicense", (output) => {
    if (output["CheckoutType"] === "PROVISIONAL") delete output["EntitlementsAllowed"];
  }),
  "checkout.perpetual": answers("CheckoutLicense", (output) => {
    output["Expiration"] ??= "2999-01-01T00:00:00Z";
  }),
  "checkout.unknown-product": accepts("CheckoutLicense", "ResourceNotFoundException"),
  "checkout.idempotent": answersRepeated("CheckoutLicense", (output) => {
    output["LicenseConsumptionToken"] = `${output["LicenseConsumptionToken"]}0`;
  }),
  "checkout.extend": answers("ExtendLicenseConsumption", (output) => {
    delete output["Expiration"];
  }),
  "checkout.extend-borrowed": accepts("ExtendLicenseConsumption", "InvalidParameterValueException"),
  "checkout.extend-unknown": accepts("ExtendLicenseConsumption", "ResourceNotFoundException"),

  "authentication.unsigned": accepts("ListLicenses", "MissingAuthenticationTokenException"),
  "authentication.unknown-key": accepts("ListLicenses", "UnrecognizedClientException"),
  "authentication.expired": () => ({
    answer(answer) {
      if (/RequestExpired|InvalidSignatureException/.test(typeName(answer))) become(answer, 200, {});
    },
  }),
};

function isUnknown({ input }: TamperedCall): boolean {
  return UNKNOWN_LICENSE.test(String(input["LicenseArn"]));
}

function entitlements({ input }: TamperedCall): readonly Json[] {
  const value = input["Entitlements"];
  const isBorrow = Array.isArray(value) && "DigitalSignatureMethod" in input;
  return isBorrow ? (value as unknown[]).filter((each): each is Json => typeof each === "object" && each !== null) : [];
}

function typeName({ json, status }: TamperedAnswer): string {
  return status >= 300 && typeof json === "object" ? String(json["__type"]) : "";
}

function text({ json, status }: TamperedAnswer): string {
  return status >= 300 && typeof json === "object" ? String(json["Message"]) : "";
}

/** Makes another answer of one. */
function become(answer: TamperedAnswer, status: number, json: Json): void {
  answer.status = status;
  answer.json = json;
  if (typeof json["__type"] === "string") answer.headers.set("x-amzn-errortype", json["__type"]);
  else answer.headers.delete("x-amzn-errortype");
}

function errorAnswer(name: string, status: number, message: string): TamperedAnswer {
  const headers = new Headers({
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-requestid": crypto.randomUUID(),
    "x-amzn-errortype": name,
  });
  return { status, headers, json: { __type: name, Message: message } };
}
