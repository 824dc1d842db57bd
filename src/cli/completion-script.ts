/** Completion scripts for bash, zsh and fish, made from the table of commands, so that they never lag behind it. */
import { BUILT_IN_BATHS } from "../junction/bath.js";
import { type Command } from "./command.js";
import { flagsOf } from "./options.js";

/** The shells that have a script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** An option as the scripts need it. */
export interface CompletionOption {
  /** Such as --format. */
  readonly flag: string;
  /** Such as --format <name>. */
  readonly usage: string;
  readonly description: string;
  readonly choices: readonly string[];
  readonly takesValue: boolean;
  /** The value is the name of a file. */
  readonly isFile: boolean;
}

/** A command with its options. */
export interface CompletionCommand {
  readonly command: Command;
  readonly options: readonly CompletionOption[];
}

const JUNCTIONS = ["TLS", "HO"].flatMap((s) =>
  BUILT_IN_BATHS.flatMap((l) => BUILT_IN_BATHS.map((r) => `${l}-${s}-${r}`)),
);

/** The options of a command, for completion scripts and the manual. */
export function commandOptionsOf(command: Command): readonly CompletionOption[] {
  return flagsOf(command).map((o) => ({
    flag: o.long ?? o.flags,
    usage: o.flags,
    description: o.description,
    choices: o.argChoices ?? [],
    takesValue: o.required || o.optional,
    isFile: /<file>/.test(o.flags),
  }));
}

/** The script for a shell. */
export function completionScript(shell: Shell, commands: readonly CompletionCommand[]): string {
  switch (shell) {
    case "bash":
      return bash(commands);
    case "zsh":
      return zsh(commands);
    case "fish":
      return fish(commands);
  }
}

/** Words that may stand for the argument of a command. */
function argumentsOf({ command }: CompletionCommand): readonly string[] {
  if (command.name === "completion") return SHELLS;
  if (command.junction === "none" || command.junction === "files" || command.argument) return [];
  return JUNCTIONS;
}

function bash(commands: readonly CompletionCommand[]): string {
  const names = commands.map((c) => c.command.name).join(" ");
  const cases = commands.map((c) => {
    const flags = c.options.map((o) => o.flag).join(" ");
    const values = c.options
      .filter((o) => o.takesValue)
      .map((o) => {
        const answer =
          o.choices.length > 0
            ? `COMPREPLY=($(compgen -W "${o.choices.join(" ")}" -- "$cur"))`
            : o.isFile
              ? 'COMPREPLY=($(compgen -f -- "$cur"))'
              : "COMPREPLY=()";
        return `        ${o.flag}) ${answer}; return ;;`;
      });
    return [
      `    ${c.command.name})`,
      ...(values.length > 0 ? ['      case "$prev" in', ...values, "      esac"] : []),
      `      COMPREPLY=($(compgen -W "${[...argumentsOf(c), flags].join(" ")}" -- "$cur") $(compgen -f -X '!*.json' -- "$cur"))`,
      "      ;;",
    ].join("\n");
  });
  return `# bash completion for heatdiode: eval "$(heatdiode completion bash)"
_heatdiode() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  # bash splits words at colons, as in ladder:4
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n : cur prev
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} help --help --version" -- "$cur"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
    help) COMPREPLY=($(compgen -W "${names}" -- "$cur")) ;;
${cases.join("\n")}
  esac
}
complete -F _heatdiode heatdiode
`;
}

function zsh(commands: readonly CompletionCommand[]): string {
  const quoted = (text: string): string => text.replace(/'/g, "'\\''").replace(/[[\]:]/g, "\\$&");
  const list = commands.map((c) => `    '${c.command.name}:${quoted(c.command.summary)}'`).join("\n");
  const cases = commands.map((c) => {
    const lines = c.options.map((o) => {
      const value = !o.takesValue
        ? ""
        : o.choices.length > 0
          ? `:value:(${o.choices.join(" ")})`
          : o.isFile
            ? ":file:_files"
            : ":value:";
      return `      '${o.flag}[${quoted(o.description)}]${value}'`;
    });
    const words = argumentsOf(c);
    const argument =
      c.command.junction === "none"
        ? []
        : c.command.name === "completion"
          ? [`      '1:shell:(${SHELLS.join(" ")})'`]
          : words.length > 0
            ? [`      '1:junction:_heatdiode_junctions'`]
            : [`      '*:file:_files'`];
    return `    ${c.command.name}) _arguments \\\n${[...lines, ...argument].join(" \\\n")} ;;`;
  });
  return `#compdef heatdiode
# zsh completion for heatdiode: save as _heatdiode in a directory of $fpath
_heatdiode_junctions() {
  _alternative 'names:junction:(${JUNCTIONS.join(" ")})' 'files:file:_files -g "*.json"'
}
_heatdiode() {
  local -a commands
  commands=(
${list}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join("\n")}
  esac
}
if [ "$funcstack[1]" = "_heatdiode" ]; then _heatdiode "$@"; else compdef _heatdiode heatdiode; fi
`;
}

function fish(commands: readonly CompletionCommand[]): string {
  const quoted = (text: string): string => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
  const lines = ["# fish completion for heatdiode", "complete -c heatdiode -f"];
  for (const c of commands) {
    const { name, summary } = c.command;
    lines.push(`complete -c heatdiode -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`);
    const within = `-n '__fish_seen_subcommand_from ${name}'`;
    const words = argumentsOf(c);
    if (words.length > 0) lines.push(`complete -c heatdiode ${within} -a '${words.join(" ")}'`);
    else if (c.command.junction !== "none") lines.push(`complete -c heatdiode ${within} -F`);
    for (const o of c.options) {
      const value = !o.takesValue
        ? ""
        : o.choices.length > 0
          ? ` -x -a '${o.choices.join(" ")}'`
          : o.isFile
            ? " -r -F"
            : " -x";
      lines.push(`complete -c heatdiode ${within} -l ${o.flag.slice(2)}${value} -d ${quoted(o.description)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
