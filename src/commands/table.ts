/** The subcommands, in the order in which help lists them. */
import type { Command } from "../command.js";

export const COMMANDS: readonly Command[] = [
  {
    name: "list",
    summary: "baths and subsystems that a junction can be made of",
    junction: "none",
    options: ["format"],
    formats: ["text", "json"],
    load: () => import("./list.js"),
  },
];
