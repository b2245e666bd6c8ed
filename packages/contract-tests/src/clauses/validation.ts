import fc from "fast-check";
import { failureText, invalidValues, validationMessage } from "../arbitraries/index.js";
import { service } from "../generated/index.js";
import { BrokenClause, NotCheckable, type TriedClause } from "../suite/clause.js";
import { refusal } from "../suite/trial.js";

const DEFAULT_ERROR = service.constraintError ?? "ValidationException";

/** The inputs of operations that violate one constraint each. */
const OPERATIONS = service.operations.flatMap(({ input, name }) => {
  const inputs = invalidValues(input);
  return inputs === undefined ? [] : [{ name, inputs }];
});

const anyInvalid = fc
  .constantFrom(...OPERATIONS)
  .chain(({ inputs, name }) => inputs.map((invalid) => ({ ...invalid, name })));

/** Operations that need several members. */
const REQUIRED: readonly (readonly [string, readonly string[]])[] = service.operations.flatMap(({ input, name }) => {
  const missing = input.problems({}, "").map(({ path }) => path);
  return missing.length > 1 ? [[name, missing] as const] : [];
});

export const VALIDATION: readonly TriedClause[] = [
  ...OPERATIONS.map(({ inputs, name }): TriedClause => {
    return {
      id: `validation.${name}`,
      sentence: `An input of ${name} that violates a constraint gets ValidationException, or the error that the model names for the constraint, whose message names the member.`,
      check: (trial) =>
        trial.holdsFor(
          inputs,
          async ({ failure, value }) => {
            const answer = await trial.call(name, value as object);
            const error = refusal(answer, `${name} with an invalid '${failure.path}'`, failure.error ?? DEFAULT_ERROR);
            if (error.message.includes(failure.path)) return true;
            throw new BrokenClause(`The message does not name '${failure.path}': ${error.message}`, error.exchange);
          },
          "No invalid input was sent.",
        ),
    };
  }),
  {
    id: "validation.message",
    sentence:
      "The message of a violated constraint has the form of the AWS server SDKs: \"1 validation error detected. Value at '/Member' failed to satisfy constraint: Member must …\".",
    check: (trial) =>
      trial.holdsFor(
        anyInvalid,
        async ({ failure, name, value }) => {
          const { error, exchange } = await trial.call(name, value as object);
          // Another answer, or one that does not name the member, breaks the operation's own clause.
          if (error?.name !== (failure.error ?? DEFAULT_ERROR) || !error.message.includes(failure.path)) return false;
          const expected = validationMessage([failure]);
          if (error.message !== expected && !error.message.includes(failureText(failure))) {
            throw new BrokenClause(`The message is "${error.message}"; it should be "${expected}".`, exchange);
          }
          return true;
        },
        "No answer to an invalid input had a message that names the member.",
      ),
  },
  {
    id: "validation.every-member",
    sentence: "When several members violate constraints, one message names them all.",
    async check(trial) {
      let isSeen = false;
      for (const [name, paths] of REQUIRED) {
        const { error, exchange } = await trial.call(name, {});
        // That it is refused at all is the operation's own clause.
        if (error?.name !== DEFAULT_ERROR) continue;
        const unnamed = paths.filter((path) => !error.message.includes(`'${path}'`));
        if (unnamed.length === paths.length) continue;
        if (unnamed.length > 0) {
          throw new BrokenClause(`${name} without members does not name ${unnamed.join(", ")}.`, exchange);
        }
        isSeen = true;
      }
      if (!isSeen) throw new NotCheckable("No answer to an input without members names a member that is required.");
    },
  },
  {
    id: "validation.signature-method",
    sentence:
      "A DigitalSignatureMethod other than JWT_PS384 gets UnsupportedDigitalSignatureMethodException, also where other members are invalid.",
    async check(trial) {
      const input = trial.borrowInput("arn:aws:license-manager::123456789012:license:l-0", {
        DigitalSignatureMethod: "JWT_RS256",
        ClientToken: "",
      });
      await trial.refuses("CheckoutBorrowLicense", input, "UnsupportedDigitalSignatureMethodException");
    },
  },
];
