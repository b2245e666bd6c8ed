import fc from "fast-check";
import { failureText, mistypedValues, problemsOf, validValues } from "../arbitraries/index.js";
import { service } from "../generated/index.js";
import { answerOf, type Exchange } from "../server/exchange.js";
import { BrokenClause, type ObservedClause, type TriedClause } from "../suite/clause.js";
import { described, refusal } from "../suite/trial.js";

/** Errors that every operation may answer: those of the protocol and of signatures. */
const COMMON_ERRORS: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "ExpiredTokenException",
  "IncompleteSignature",
  "IncompleteSignatureException",
  "InternalFailure",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "RequestEntityTooLargeException",
  "RequestExpired",
  "SerializationException",
  "ServiceUnavailable",
  "ThrottlingException",
  "UnknownOperationException",
  "UnrecognizedClientException",
  "UnsupportedMediaTypeException",
]);

const isSuccess = ({ status }: Exchange): boolean => status >= 200 && status < 300;

/** What every answer has to keep. */
export const OBSERVED_PROTOCOL: readonly ObservedClause[] = [
  {
    id: "protocol.json-answers",
    sentence: "Every answer, errors included, is a JSON object.",
    observe: ({ json }) => (json === undefined ? "The answer's body is no JSON object." : undefined),
  },
  {
    id: "protocol.content-type",
    sentence: "Every answer has the content type application/x-amz-json-1.1.",
    observe({ headers }) {
      const type = headers.get("content-type") ?? "";
      const essence = type.split(";")[0]?.trim().toLowerCase();
      return essence === "application/x-amz-json-1.1" ? undefined : `The content type is ${JSON.stringify(type)}.`;
    },
  },
  {
    id: "protocol.request-id",
    sentence: "Every answer, errors included, has an x-amzn-requestid header, and no two have the same.",
    observe({ headers }, before) {
      const id = headers.get("x-amzn-requestid") ?? "";
      if (id === "") return "The answer has no x-amzn-requestid header.";
      const isUsed = before.some((other) => other.headers.get("x-amzn-requestid") === id);
      return isUsed ? `The x-amzn-requestid ${id} was used for another answer.` : undefined;
    },
  },
  {
    id: "protocol.error-type",
    sentence:
      "An error has its plain name in __type, without a namespace or a suffix; an x-amzn-errortype header, if there is one, says the same.",
    observe(exchange) {
      if (isSuccess(exchange) || exchange.json === undefined) return undefined;
      const type = exchange.json["__type"];
      const { name } = answerOf(exchange).error ?? { name: "" };
      if (type !== name) return `__type is ${JSON.stringify(type)}; it should be "${name}".`;
      const header = exchange.headers.get("x-amzn-errortype");
      return header === null || header === name ? undefined : `x-amzn-errortype is ${JSON.stringify(header)}.`;
    },
  },
  {
    id: "protocol.error-message",
    sentence: "An error has a text in its member Message, and no member message.",
    observe(exchange) {
      if (isSuccess(exchange) || exchange.json === undefined) return undefined;
      const { Message, message } = exchange.json;
      if (message !== undefined) return "The error has a member message; its name is Message.";
      return typeof Message === "string" && Message !== "" ? undefined : "The error has no text in Message.";
    },
  },
  {
    id: "protocol.error-status",
    sentence: "An error has the HTTP status that the model gives it.",
    observe(exchange) {
      const { error } = answerOf(exchange);
      const modelled = service.errors.find(({ name }) => name === error?.name);
      if (modelled === undefined || modelled.status === exchange.status) return undefined;
      return `${modelled.name} has the status ${exchange.status}; it should be ${modelled.status}.`;
    },
  },
  {
    id: "protocol.no-query-error",
    sentence: "No answer has an x-amzn-query-error header, with which some clients lose the error's type.",
    observe: ({ headers }) =>
      headers.has("x-amzn-query-error") ? "The answer has an x-amzn-query-error header." : undefined,
  },
  {
    id: "protocol.modelled-errors",
    sentence: "An operation answers no error but those of the model and those that are common to all services.",
    observe(exchange) {
      const { error } = answerOf(exchange);
      const operation = service.operations.find(({ name }) => name === exchange.operation);
      if (error === undefined || operation === undefined || exchange.json === undefined) return undefined;
      if (operation.errors.includes(error.name) || COMMON_ERRORS.has(error.name)) return undefined;
      return `${operation.name} has no error ${described(error)}.`;
    },
  },
  {
    id: "protocol.no-internal-failure",
    sentence: "No request of these tests makes the server fail: no answer has a status of 500 or above.",
    observe: ({ status }) => (status >= 500 ? `The answer has the status ${status}.` : undefined),
  },
  {
    id: "protocol.outputs",
    sentence: "What an operation answers satisfies the model: types, required members, lengths, patterns and enums.",
    observe(exchange) {
      const { output } = answerOf(exchange);
      const operation = service.operations.find(({ name }) => name === exchange.operation);
      if (output === undefined || operation === undefined) return undefined;
      const [problem] = problemsOf(operation.output, output);
      return problem === undefined ? undefined : `${operation.name}: ${failureText(problem)}.`;
    },
  },
];

/** Operations and cases for them, all operations alike. */
const mistyped = fc
  .constantFrom(...service.operations)
  .chain(({ input, name }) =>
    (mistypedValues(input) ?? fc.constant({ value: [], path: "" })).map((wrong) => ({ ...wrong, name })),
  );

const valid = fc
  .constantFrom(...service.operations)
  .chain(({ input, name }) => validValues(input).map((value) => ({ value: value as object, name })));

export const PROTOCOL: readonly TriedClause[] = [
  {
    id: "protocol.unknown-operation",
    sentence:
      "A request whose X-Amz-Target is missing or names no operation gets UnknownOperationException, status 404.",
    async check(trial) {
      for (const target of [null, `${service.name}.NoSuchOperation`, `${service.name}.constructor`, ""]) {
        const shown = target === null ? "A request without X-Amz-Target" : `X-Amz-Target ${JSON.stringify(target)}`;
        const answer = await trial.send(undefined, "{}", { target });
        refusal(answer, shown, "UnknownOperationException");
        if (answer.exchange.status !== 404) {
          throw new BrokenClause(`${shown} got the status ${answer.exchange.status}.`, answer.exchange);
        }
      }
    },
  },
  {
    id: "protocol.target-prefix",
    sentence: "A target with the name of another service, or without a service, gets UnknownOperationException.",
    async check(trial) {
      for (const target of ["TrentService.ListLicenses", "ListLicenses"]) {
        refusal(await trial.send(undefined, "{}", { target }), `X-Amz-Target "${target}"`, "UnknownOperationException");
      }
    },
  },
  {
    id: "protocol.bad-json",
    sentence: "A body that is no JSON object gets SerializationException, status 400.",
    async check(trial) {
      for (const body of ["{", "[]", '"text"', "null", '{"MaxResults": 1,}']) {
        const answer = await trial.send("ListLicenses", body);
        refusal(answer, `ListLicenses with the body ${body}`, "SerializationException");
        if (answer.exchange.status !== 400) {
          throw new BrokenClause(`The body ${body} got the status ${answer.exchange.status}.`, answer.exchange);
        }
      }
    },
  },
  {
    id: "protocol.wrong-type",
    sentence: "A value of a wrong JSON type gets SerializationException, in any member of any operation.",
    check: (trial) =>
      trial.holdsFor(mistyped, async ({ name, path, value }) => {
        await trial.refuses(name, value as object, "SerializationException").catch((error: unknown) => {
          if (!(error instanceof BrokenClause)) throw error;
          throw new BrokenClause(`The type at '${path}' is wrong. ${error.message}`, error.exchange);
        });
      }),
  },
  {
    id: "protocol.null-members",
    sentence: "An optional member that is null counts as absent.",
    async check(trial) {
      const LicenseArn = await trial.license();
      await trial.succeeds("GetLicense", { LicenseArn, Version: null });
    },
  },
  {
    id: "protocol.unknown-members",
    sentence: "Members that the model does not have are ignored.",
    async check(trial) {
      const LicenseArn = await trial.license();
      await trial.succeeds("GetLicense", { LicenseArn, NoSuchMember: { of: ["any", "type"] } });
    },
  },
  {
    id: "protocol.content-type-parameters",
    sentence: "Parameters of a request's content type, such as charset, make no difference.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const contentType = "application/x-amz-json-1.1; charset=utf-8";
      await trial.succeeds("GetLicense", { LicenseArn }, { contentType });
    },
  },
  {
    id: "protocol.valid-inputs",
    sentence: "An input that satisfies the model is refused neither as a wrong type nor as a violated constraint.",
    check: (trial) =>
      trial.holdsFor(valid, async ({ name, value }) => {
        const { error, exchange } = await trial.call(name, value);
        // Of this operation's errors, ValidationException is the only one for values that make no sense together.
        const isSense = name === "CreateLicenseVersion" && !error?.message.includes("failed to satisfy constraint");
        const refused = ["SerializationException", ...(isSense ? [] : ["ValidationException"])];
        if (error !== undefined && refused.includes(error.name)) {
          throw new BrokenClause(`${name} refuses a valid input with ${described(error)}.`, exchange);
        }
      }),
  },
];
