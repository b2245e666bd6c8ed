import { Command } from "commander";
import { columns, print } from "./print.js";
import { decodeToken, readText } from "./token-file.js";

const EXAMPLES = `
It shows what the token says. Anybody can write that: "borrow-license verify" tells whether it holds.

Examples:
  borrow-license inspect token.jwt
  borrow-license inspect - --json < token.jwt`;

/** `borrow-license inspect`: decodes a token without trusting it. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .description("Decode a signed token without trusting it.")
    .argument("<token>", "the token's file; - is standard input")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(inspect);
}

async function inspect(file: string, options: { readonly json?: boolean }): Promise<void> {
  const { header, payload } = decodeToken(await readText(file, "token"));
  print(options, { verified: false, header, payload }, () => [
    "NOT VERIFIED: anybody can have written this.",
    ...columns(texts(header)),
    ...columns(texts(payload)),
  ]);
}

function texts(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
