/** The manual page heatdiode(1) in roff, made from the table of commands. */
import { commandOptionsOf } from "./completion-script.js";
import { type Command } from "./command.js";

/** The page's source. @param table the subcommands, in the order in which the page lists them */
export function manualPage(version: string, table: readonly Command[]): string {
  const commands = table.flatMap((command) => {
    const word = (command.argument?.name ?? "junction").toUpperCase();
    const argument =
      command.junction === "none" ? "" : command.junction === "required" ? ` ${word}` : ` [${word}]`;
    return [
      `.SS ${escape(`heatdiode ${command.name}${argument}`)}`,
      `${escape(capital(command.summary))}.`,
      ...commandOptionsOf(command).flatMap((o) => [
        ".TP",
        `.B ${escape(o.usage)}`,
        `${escape(o.description)}${o.choices.length > 0 ? `: ${escape(o.choices.join(", "))}` : ""}`,
      ]),
      ...command.examples.flatMap((e) => [".PP", ".nf", `    ${escape(e)}`, ".fi"]),
    ];
  });
  return [
    `.TH HEATDIODE 1 "" "heatdiode ${version}" "User Commands"`,
    ".SH NAME",
    "heatdiode \\- derives, proves and checks thermal rectification in two-terminal quantum junctions",
    ".SH SYNOPSIS",
    ".B heatdiode",
    ".I command",
    "[\\fIJUNCTION\\fR] [\\fIoptions\\fR]",
    ".SH DESCRIPTION",
    "A junction is written <left>\\-<subsystem>\\-<right>, such as spin\\-TLS\\-metal, or is a path that ends in .json.",
    "Units: hbar = k_B = 1; T_a = T_L + T_R (the sum), Delta = T_L \\- T_R; the heat current J is positive from left to right.",
    "Results go to standard output, progress and diagnostics to standard error.",
    ".SH COMMANDS",
    ...commands,
    ".SH EXIT STATUS",
    ".TP",
    ".B 0",
    "Done; for verify and check: everything holds.",
    ".TP",
    ".B 1",
    "A check failed, or a claim is refuted or undecided.",
    ".TP",
    ".B 2",
    "The input is wrong: one line says what, where and what would be right.",
    ".SH ENVIRONMENT",
    ".TP",
    ".B NO_COLOR",
    "No colours, also on a terminal.",
    ".SH SEE ALSO",
    "L.-A. Wu and D. Segal, Sufficient conditions for thermal rectification in hybrid quantum structures, Phys. Rev. Lett. 102, 095503 (2009).",
    "",
  ].join("\n");
}

function escape(text: string): string {
  return text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/…/g, "...")
    .replace(/^([.'])/gm, "\\&$1");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
