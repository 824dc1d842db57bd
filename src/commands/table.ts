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
  {
    name: "current",
    summary: "the heat current J as a formula",
    junction: "required",
    options: ["form", "at", "format"],
    formats: ["text", "latex", "json"],
    load: () => import("./current.js"),
  },
  {
    name: "expand",
    summary: "the coefficients of Delta^k in J, in the ratio R or in the contrast",
    junction: "required",
    options: ["order", "even", "odd", "quantity", "at", "digits", "format"],
    formats: ["text", "latex", "json"],
    load: () => import("./expand.js"),
  },
  {
    name: "paper",
    summary: "the results of Wu and Segal (2009), derived one by one",
    junction: "none",
    options: ["format"],
    formats: ["text", "json"],
    load: () => import("./paper.js"),
  },
  {
    name: "evaluate",
    summary: "J, R, contrast, populations and sensitivities at a point, every digit proved",
    junction: "required",
    options: ["at", "digits", "format"],
    formats: ["text", "json"],
    load: () => import("./evaluate.js"),
  },
  {
    name: "conditions",
    summary: "when a junction rectifies, when it cannot, and the proof",
    junction: "optional",
    options: ["all", "assume", "at", "roots", "format"],
    formats: ["text", "latex", "json"],
    load: () => import("./conditions.js"),
  },
  {
    name: "check-proof",
    summary: "re-verifies a proof that conditions --json wrote",
    junction: "required",
    argument: { name: "file", description: "a JSON file with a certificate" },
    options: ["format"],
    formats: ["text", "json"],
    load: () => import("./check-proof.js"),
  },
];
