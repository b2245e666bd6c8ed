import type { JsonValue } from "../smithy-ast/ast.ts";
import { ModelError } from "../smithy-ast/model.ts";
import { quoted } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, joined, type SourceFile } from "../typescript/source-file.ts";
import type { FetchClient } from "./fetch-client.ts";

/**
 * The parts of the rules language that endpoints of a region need.
 *
 * @see https://smithy.io/2.0/additional-specs/rules-engine/specification.html
 */
interface RuleSet {
  readonly parameters: Readonly<Record<string, { readonly builtIn?: string }>>;
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly type: "tree" | "endpoint" | "error";
  readonly conditions: readonly Call[];
  readonly rules?: readonly Rule[];
  readonly error?: Argument;
  readonly endpoint?: { readonly url: Argument };
}

interface Call {
  readonly fn: string;
  readonly argv: readonly Argument[];
  readonly assign?: string;
}

type Argument = string | boolean | { readonly ref: string } | Call;

const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["AWS::Region", "Region"],
  ["AWS::UseDualStack", "UseDualStack"],
  ["AWS::UseFIPS", "UseFIPS"],
  ["SDK::Endpoint", "Endpoint"],
]);

/** Compiles the service's endpoint rules, where it has any. */
export function emitEndpoint(client: FetchClient): GeneratedFile {
  const file = client.file("endpoint.ts");
  const ruleSet = client.service.traits.get("smithy.rules#endpointRuleSet") as JsonValue | undefined;
  if (ruleSet === undefined) return file.render();
  const { parameters, rules } = ruleSet as unknown as RuleSet;
  const names = Object.entries(parameters).map(([name, { builtIn = "" }]) => {
    const known = PARAMETERS.get(builtIn);
    if (known === undefined) throw new ModelError(`The endpoint rules' parameter ${name} is not supported.`);
    return known === name ? name : `${known}: ${name}`;
  });
  const type = client.runtimeType("EndpointParameters");
  file.doc(
    "The endpoint for a region, or the caller's own. Throws a `ConfigurationError` for settings that fit no rule.",
  );
  file.block(
    code`export function ${file.declares("resolveEndpoint")}({ ${names.sort().join(", ")} }: ${type}): string {`,
    () => {
      for (const rule of rules) emitRule(client, file, rule);
      const last = rules.at(-1);
      if (last === undefined || last.conditions.length > 0) {
        file.print(code`throw new ${client.runtimeValue("ConfigurationError")}("No endpoint rule applies.");`);
      }
    },
  );
  return file.render();
}

function emitRule(client: FetchClient, file: SourceFile, rule: Rule): void {
  const [assigned, tests] = [
    rule.conditions.filter(({ assign }) => assign),
    rule.conditions.filter((each) => !each.assign),
  ];
  const body = (): void => {
    for (const call of assigned) file.print(code`const ${call.assign ?? ""} = ${expression(client, call)};`);
    emitOutcome(client, file, rule);
  };
  // A rule that only assigns still has a scope of its own.
  const conditions = tests.map((call) => expression(client, call));
  if (rule.conditions.length === 0) body();
  else file.block(conditions.length === 0 ? code`{` : code`if (${joined(conditions, " && ")}) {`, body);
}

function emitOutcome(client: FetchClient, file: SourceFile, { endpoint, error, rules = [], type }: Rule): void {
  if (type === "tree") {
    for (const rule of rules) emitRule(client, file, rule);
    const last = rules.at(-1);
    if (last !== undefined && last.conditions.length > 0) {
      file.print(code`throw new ${client.runtimeValue("ConfigurationError")}("No endpoint rule applies.");`);
    }
  } else if (type === "error") {
    const text = expression(client, error ?? "");
    file.print(code`throw new ${client.runtimeValue("ConfigurationError")}(${text});`);
  } else file.print(code`return ${expression(client, endpoint?.url ?? "")};`);
}

function expression(client: FetchClient, argument: Argument): Code {
  if (typeof argument === "boolean") return code`${String(argument)}`;
  if (typeof argument === "string") return template(argument);
  if ("ref" in argument) return code`${argument.ref}`;
  const values = argument.argv.map((each) => expression(client, each));
  const [first = code``, second = code``] = values;
  switch (argument.fn) {
    case "isSet":
      return code`${first} !== undefined`;
    case "not":
      return code`!(${first})`;
    case "booleanEquals":
    case "stringEquals":
      return equality(first, second);
    case "getAttr":
      return code`${first}.${String(argument.argv[1])}`;
    case "aws.partition":
      return code`${client.runtimeValue("partition")}(${first})`;
    default:
      throw new ModelError(`The endpoint rules' function ${argument.fn} is not supported.`);
  }
}

/** A comparison with `true` is the value itself. */
function equality(left: Code, right: Code): Code {
  if (right.join("") === "true") return left;
  if (left.join("") === "true") return right;
  return code`${left} === ${right}`;
}

/** `https://x.{Region}.{PartitionResult#dnsSuffix}` as a template literal. */
function template(text: string): Code {
  if (!text.includes("{")) return code`${quoted(text)}`;
  const body = text
    .replace(/[`\\]/g, "\\$&")
    .replaceAll("${", "\\${")
    .replace(/\{(\w+)(?:#(\w+))?\}/g, (_all, name: string, member: string | undefined) =>
      member === undefined ? `\${${name}}` : `\${${name}.${member}}`,
    );
  return code`\`${body}\``;
}
