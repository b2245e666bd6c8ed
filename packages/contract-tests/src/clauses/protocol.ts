import fc from "fast-check";
import { failureText, mistypedValues, problemsOf, validValues } from "../arbitraries/index.js";
import { service } from "../generated/index.js";
import { type AnsweredError, answerOf, described, type Exchange } from "../server/exchange.js";
import { BrokenClause, type ObservedClause, type TriedClause } from "../suite/clause.js";
import { refusal } from "../suite/trial.js";

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

/** Errors that come before a server looks at the input, or in place of that. */
const BEFORE_INPUT: ReadonlySet<string> = new Set(
  [...COMMON_ERRORS, "ServerInternalException"].filter((name) => name !== "SerializationException"),
);

const isAny = (): boolean => true;
const isError = ({ json, status }: Exchange): boolean => json !== undefined && (status < 200 || status >= 300);
const NO_ANSWER = "No request was answered.";
const NO_ERROR = "No answer was an error that is a JSON object.";

/** The operation that an exchange was for. */
function operationOf(exchange: Exchange): (typeof service.operations)[number] | undefined {
  return service.operations.find(({ name }) => name === exchange.operation);
}

/** The error of the model that an exchange has. */
function modelledError(exchange: Exchange): (typeof service.errors)[number] | undefined {
  const { error } = answerOf(exchange);
  return service.errors.find(({ name }) => name === error?.name);
}

/** Whether an answer shows what the server thinks of the input: it succeeded, or has an error that is about the input. */
function isAboutInput(error: AnsweredError | undefined): boolean {
  return error === undefined || (error.exchange.json?.["__type"] !== undefined && !BEFORE_INPUT.has(error.name));
}

/** What every answer has to keep. */
export const OBSERVED_PROTOCOL: readonly ObservedClause[] = [
  {
    id: "protocol.json-answers",
    sentence: "Every answer, errors included, is a JSON object.",
    isAbout: isAny,
    unseen: NO_ANSWER,
    watch: () => (exchange) => (exchange.json === undefined ? "The answer's body is no JSON object." : undefined),
  },
  {
    id: "protocol.content-type",
    sentence: "Every answer has the content type application/x-amz-json-1.1.",
    isAbout: isAny,
    unseen: NO_ANSWER,
    watch:
      () =>
      ({ headers }) => {
        const type = headers.get("content-type") ?? "";
        const essence = type.split(";")[0]?.trim().toLowerCase();
        return essence === "application/x-amz-json-1.1" ? undefined : `The content type is ${JSON.stringify(type)}.`;
      },
  },
  {
    id: "protocol.request-id",
    sentence: "Every answer, errors included, has an x-amzn-requestid header, and no two have the same.",
    isAbout: isAny,
    unseen: NO_ANSWER,
    watch() {
      const used = new Set<string>();
      return ({ headers }) => {
        const id = headers.get("x-amzn-requestid") ?? "";
        if (id === "") return "The answer has no x-amzn-requestid header.";
        if (used.has(id)) return `The x-amzn-requestid ${id} was used for another answer.`;
        used.add(id);
        return undefined;
      };
    },
  },
  {
    id: "protocol.error-type",
    sentence:
      "An error has its plain name in __type, without a namespace or a suffix; an x-amzn-errortype header, if there is one, says the same.",
    isAbout: isError,
    unseen: NO_ERROR,
    watch: () => (exchange) => {
      const type = exchange.json?.["__type"];
      if (type === undefined) return "The error has no __type.";
      const { name } = answerOf(exchange).error ?? { name: "" };
      if (type !== name) return `__type is ${JSON.stringify(type)}; it should be "${name}".`;
      const header = exchange.headers.get("x-amzn-errortype");
      return header === null || header === name ? undefined : `x-amzn-errortype is ${JSON.stringify(header)}.`;
    },
  },
  {
    id: "protocol.error-message",
    sentence: "An error has a text in its member Message, and no member message.",
    isAbout: isError,
    unseen: NO_ERROR,
    watch: () => (exchange) => {
      const { Message, message } = exchange.json ?? {};
      if (message !== undefined) return "The error has a member message; its name is Message.";
      return typeof Message === "string" && Message !== "" ? undefined : "The error has no text in Message.";
    },
  },
  {
    id: "protocol.error-status",
    sentence: "An error has the HTTP status that the model gives it.",
    isAbout: (exchange) => modelledError(exchange) !== undefined,
    unseen: "No answer was an error of the model.",
    watch: () => (exchange) => {
      const modelled = modelledError(exchange);
      if (modelled === undefined || modelled.status === exchange.status) return undefined;
      return `${modelled.name} has the status ${exchange.status}; it should be ${modelled.status}.`;
    },
  },
  {
    id: "protocol.no-query-error",
    sentence: "No answer has an x-amzn-query-error header, with which some clients lose the error's type.",
    isAbout: isAny,
    unseen: NO_ANSWER,
    watch:
      () =>
      ({ headers }) =>
        headers.has("x-amzn-query-error") ? "The answer has an x-amzn-query-error header." : undefined,
  },
  {
    id: "protocol.modelled-errors",
    sentence: "An operation answers no error but those of the model and those that are common to all services.",
    isAbout: (exchange) => isError(exchange) && operationOf(exchange) !== undefined,
    unseen: "No operation answered an error that is a JSON object.",
    watch: () => (exchange) => {
      const { error } = answerOf(exchange);
      const operation = operationOf(exchange);
      if (error === undefined || operation === undefined) return undefined;
      if (operation.errors.includes(error.name) || COMMON_ERRORS.has(error.name)) return undefined;
      return `${operation.name} has no error ${described(error)}.`;
    },
  },
  {
    id: "protocol.no-internal-failure",
    sentence: "No request of these tests makes the server fail: each is answered, with a status below 500.",
    isAbout: isAny,
    unseen: NO_ANSWER,
    watch:
      () =>
      ({ status }) =>
        status >= 500 ? `The answer has the status ${status}.` : undefined,
    needsAnswers: true,
  },
  {
    id: "protocol.outputs",
    sentence: "What an operation answers satisfies the model: types, required members, lengths, patterns and enums.",
    isAbout: (exchange) => answerOf(exchange).output !== undefined && operationOf(exchange) !== undefined,
    unseen: "No operation succeeded.",
    watch: () => (exchange) => {
      const { output } = answerOf(exchange);
      const operation = operationOf(exchange);
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
      trial.holdsFor(
        mistyped,
        async ({ name, path, value }) => {
          await trial.refuses(name, value as object, "SerializationException").catch((error: unknown) => {
            if (!(error instanceof BrokenClause)) throw error;
            throw new BrokenClause(`The type at '${path}' is wrong. ${error.message}`, error.attempt);
          });
          return true;
        },
        "No value of a wrong type was sent.",
      ),
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
      trial.holdsFor(
        valid,
        async ({ name, value }) => {
          const { error, exchange } = await trial.call(name, value);
          // Of this operation's errors, ValidationException is the only one for values that make no sense together.
          const isSense = name === "CreateLicenseVersion" && !error?.message.includes("failed to satisfy constraint");
          const refused = ["SerializationException", ...(isSense ? [] : ["ValidationException"])];
          if (error !== undefined && refused.includes(error.name)) {
            throw new BrokenClause(`${name} refuses a valid input with ${described(error)}.`, exchange);
          }
          return isAboutInput(error);
        },
        "No answer to a valid input was a success or an error that is about the input.",
      ),
  },
];
