/** The shells that there is a completion for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/** What can follow the words that lead to a command. */
export interface CompletedCommand {
  /** Such as `license` and `create`. */
  readonly path: readonly string[];
  /** Commands below it, or values of its argument. */
  readonly words: readonly { readonly word: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** Such as `--log-level`. */
  readonly flag: string;
  readonly description: string;
  /** What follows the flag: nothing, the name of a file or a folder, some text, or one of a few values. */
  readonly takes: "nothing" | "file" | "text" | readonly string[];
}

/** The script that makes a shell complete the program. Where nothing else fits it offers the names of files. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  return { bash, zsh, fish }[shell](commands);
}

/** The commands with more words before those with fewer, so that the first one that fits is the right one. */
function longestFirst(commands: readonly CompletedCommand[]): readonly CompletedCommand[] {
  return commands.toSorted((one, other) => other.path.length - one.path.length);
}

/** The pattern of what was typed: the program's name, the words that lead to the command, and whatever follows. */
function pattern({ path }: CompletedCommand): string {
  return `"${[...path.map((word) => `${word} `)].join("")}"*`;
}

/** What to do behind a flag that takes something, a branch of a `case` for each kind. */
function byWhatTheyTake(
  options: readonly CompletedOption[],
  actions: { readonly file: string; readonly text: string; readonly values: (values: string) => string },
): readonly string[] {
  const branch = (flags: readonly CompletedOption[], action: string): readonly string[] =>
    flags.length === 0 ? [] : [`        ${flags.map(({ flag }) => flag).join("|")}) ${action} ;;`];
  return [
    ...branch(
      options.filter(({ takes }) => takes === "file"),
      actions.file,
    ),
    ...branch(
      options.filter(({ takes }) => takes === "text"),
      actions.text,
    ),
    ...options.flatMap((option) =>
      typeof option.takes === "string" ? [] : branch([option], actions.values(option.takes.join(" "))),
    ),
  ];
}

function bash(commands: readonly CompletedCommand[]): string {
  const cases = longestFirst(commands).map((command) => {
    const { options, words } = command;
    const all = [...words.map(({ word }) => word), ...options.map(({ flag }) => flag)].join(" ");
    const values = byWhatTheyTake(options, {
      file: "return",
      text: "compopt +o default; return",
      values: (values) => `words="${values}"`,
    });
    const byFlag = values.length === 0 ? "" : `\n      case "$previous" in\n${values.join("\n")}\n      esac`;
    return `    ${pattern(command)})\n      words="${all}"${byFlag}\n      ;;`;
  });
  return `# Completion of borrow-license for bash.
_borrow_license() {
  local typed="\${COMP_WORDS[*]:1:COMP_CWORD-1} " previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  [[ COMP_CWORD -eq 1 ]] && typed=""
  COMPREPLY=()
  case "$typed" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _borrow_license borrow-license
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const described = (word: string, description: string): string =>
    `'${`${word}:${description}`.replaceAll("'", "'\\''")}'`;
  const cases = longestFirst(commands).map((command) => {
    const { options, words } = command;
    const values = byWhatTheyTake(options, {
      file: "_files; return",
      text: "_message text; return",
      values: (values) => `compadd -- ${values}; return`,
    });
    const byFlag =
      values.length === 0 ? "" : `\n      case "\${words[CURRENT-1]}" in\n${values.join("\n")}\n      esac`;
    const lists = [
      `      names=(${words.map(({ description, word }) => described(word, description)).join(" ")})`,
      `      flags=(${options.map(({ description, flag }) => described(flag, description)).join(" ")})`,
    ];
    return `    ${pattern(command)})${byFlag}\n${lists.join("\n")}\n      ;;`;
  });
  return `#compdef borrow-license
# Completion of borrow-license for zsh.
_borrow_license() {
  local typed="" names flags
  (( CURRENT > 2 )) && typed="\${(j: :)words[2,CURRENT-1]} "
  case "$typed" in
${cases.join("\n")}
  esac
  (( $#names )) && _describe command names
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o option flags
  elif (( ! $#names )); then
    _files
  fi
}
# From a folder of fpath zsh runs the file in place of the function, from elsewhere somebody sources it.
if [[ "\${funcstack[1]}" == _borrow-license ]]; then
  _borrow_license "$@"
else
  compdef _borrow_license borrow-license
fi
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const names = commands.filter(({ path }) => path.length === 1).map(({ path }) => path[0]);
  const lines = commands.flatMap((command) => {
    const condition = fishCondition(command, commands, names.join(" "));
    const start = `complete -c borrow-license -n "${condition}"`;
    return [
      ...command.words.map(({ description, word }) => `${start} -f -a ${word} -d ${quoted(description)}`),
      ...command.options.map(
        ({ description, flag, takes }) => `${start} -l ${flag.slice(2)}${fishValue(takes)} -d ${quoted(description)}`,
      ),
    ];
  });
  return `# Completion of borrow-license for fish.\n${lines.join("\n")}\n`;
}

/** When a command is the one that was typed: its words are there, and none of a command below it. */
function fishCondition({ path }: CompletedCommand, commands: readonly CompletedCommand[], names: string): string {
  if (path.length === 0) return `not __fish_seen_subcommand_from ${names}`;
  const below = commands
    .filter((other) => other.path.length === path.length + 1 && path.every((word, index) => other.path[index] === word))
    .map((other) => other.path.at(-1));
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
  return [...seen, ...(below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(" ")}`])].join(
    "; and ",
  );
}

function fishValue(takes: CompletedOption["takes"]): string {
  if (takes === "nothing") return "";
  if (takes === "file") return " -r -F";
  return takes === "text" ? " -x" : ` -x -a "${takes.join(" ")}"`;
}
