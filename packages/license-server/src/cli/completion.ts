import { Argument, Command, type Option } from "commander";
import { COMMANDS } from "./commands.js";

const EXAMPLES = `
Examples:
  borrow-license completion bash > /etc/bash_completion.d/borrow-license
  borrow-license completion zsh > "\${fpath[1]}/_borrow-license"
  borrow-license completion fish > ~/.config/fish/completions/borrow-license.fish`;

/** `borrow-license completion`: prints what makes a shell complete the program's commands and options. */
export function completionCommand(): Command {
  return new Command("completion")
    .description("Print the completion for a shell.")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(SHELLS)))
    .addHelpText("after", EXAMPLES)
    .action(async (shell: string) => {
      process.stdout.write((SHELLS[shell] ?? bash)(await wordsByPath()));
    });
}

/** What can follow a command, by the words that lead to it: `license create`. The program itself has none. */
type WordsByPath = ReadonlyMap<string, readonly string[]>;

async function wordsByPath(): Promise<WordsByPath> {
  const words = new Map<string, readonly string[]>();
  words.set("", [...COMMANDS.map(({ name }) => name), "--help", "--version"]);
  for (const { load, name } of COMMANDS) collect(await load(), name, words);
  return words;
}

function collect(command: Command, path: string, words: Map<string, readonly string[]>): void {
  const flags = command.options.map(({ long }: Option) => long ?? "").filter((flag) => flag !== "");
  const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  words.set(path, [...command.commands.map((child) => child.name()), ...choices, ...flags, "--help"]);
  for (const child of command.commands) collect(child, `${path} ${child.name()}`, words);
}

/** Shells without a word for that complete file names where nothing else fits. */
const SHELLS: Readonly<Record<string, (words: WordsByPath) => string>> = { bash, zsh, fish };

function cases(words: WordsByPath, action: (words: readonly string[]) => string): string {
  const paths = [...words].filter(([path]) => path !== "");
  return paths
    .map(([path, following]) => `    "${path}"*) ${action(following)} ;;\n`)
    .reverse()
    .join("");
}

function bash(words: WordsByPath): string {
  return `# Completion of borrow-license for bash.
_borrow_license() {
  local typed="\${COMP_WORDS[*]:1:COMP_CWORD-1}" words
  case "$typed" in
${cases(words, (following) => `words="${following.join(" ")}"`)}    *) words="${words.get("")?.join(" ")}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _borrow_license borrow-license
`;
}

function zsh(words: WordsByPath): string {
  return `#compdef borrow-license
# Completion of borrow-license for zsh.
_borrow_license() {
  local typed="\${(j: :)words[2,CURRENT-1]}"
  case "$typed" in
${cases(words, (following) => `compadd -- ${following.join(" ")}`)}    *) compadd -- ${words.get("")?.join(" ")} ;;
  esac
  [[ "\${words[CURRENT]}" == -* ]] || _files
}
compdef _borrow_license borrow-license
`;
}

function fish(words: WordsByPath): string {
  const lines = [...words].flatMap(([path, following]) => {
    const names = path.split(" ").filter((name) => name !== "");
    const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`).join("; and ");
    const condition = seen === "" ? "__fish_use_subcommand" : seen;
    return following.map((word) =>
      word.startsWith("--")
        ? `complete -c borrow-license -n "${condition}" -l ${word.slice(2)}`
        : `complete -c borrow-license -n "${condition}" -a ${word}`,
    );
  });
  return `# Completion of borrow-license for fish.\n${lines.join("\n")}\n`;
}
