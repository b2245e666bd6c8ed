import { Argument, Command, type Option } from "commander";
import { SETTINGS } from "../configuration/settings.js";
import { COMMANDS } from "./commands.js";
import {
  type CompletedCommand,
  type CompletedOption,
  completionScript,
  SHELLS,
  type Shell,
} from "./completion-scripts.js";
import { print } from "./print.js";

const EXAMPLES = `
Examples:
  borrow-license completion bash > /etc/bash_completion.d/borrow-license
  borrow-license completion zsh > "\${fpath[1]}/_borrow-license"
  borrow-license completion fish > ~/.config/fish/completions/borrow-license.fish`;

/** `borrow-license completion`: prints what makes a shell complete the program's commands, options and their values. */
export function completionCommand(): Command {
  return new Command("completion")
    .description("Print the completion for a shell.")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .option("--json", "print JSON, with the script as a text")
    .addHelpText("after", EXAMPLES)
    .action(async (shell: Shell, options: { readonly json?: boolean }) => {
      const script = completionScript(shell, await completedCommands());
      print(options, { shell, script }, () => [script.trimEnd()]);
    });
}

/** Every command, the program itself first, without any words that lead to it. */
async function completedCommands(): Promise<readonly CompletedCommand[]> {
  const program: CompletedCommand = {
    path: [],
    words: COMMANDS.map(({ name, summary }) => ({ word: name, description: summary })),
    options: [
      { flag: "--help", description: "print this help", takes: "nothing" },
      { flag: "--version", description: "print the program's version", takes: "nothing" },
    ],
  };
  const others = await Promise.all(COMMANDS.map(async ({ load, name }) => within(await load(), [name])));
  return [program, ...others.flat()];
}

function within(command: Command, path: readonly string[]): readonly CompletedCommand[] {
  const { commands, options, registeredArguments } = command;
  const choices = registeredArguments.flatMap(({ argChoices = [], description }) =>
    argChoices.map((word) => ({ word, description })),
  );
  const completed: CompletedCommand = {
    path,
    words: [
      ...commands.map((child) => ({ word: child.name(), description: sentence(child.description()) })),
      ...choices,
    ],
    options: [...options.map(completedOption), { flag: "--help", description: "print this help", takes: "nothing" }],
  };
  return [completed, ...commands.flatMap((child) => within(child, [...path, child.name()]))];
}

function completedOption(option: Option): CompletedOption {
  const { description, flags, long } = option;
  // Where it comes from otherwise is for the help.
  const about = { flag: long ?? flags, description: description.replace(/ \((?:default|env): .*$/s, "") };
  const values =
    option.argChoices ?? (SETTINGS as Record<string, { values?: readonly string[] }>)[option.attributeName()]?.values;
  if (values !== undefined) return { ...about, takes: values };
  if (/<(?:file|folder)>/.test(flags)) return { ...about, takes: "file" };
  return { ...about, takes: option.required || option.optional ? "text" : "nothing" };
}

function sentence(description: string): string {
  return description.replace(/\.$/, "");
}
