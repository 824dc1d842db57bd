/** The command lines that every generated junction file goes through, besides `evaluate` and `expand --at`. */

/** A command line on a sample. */
export interface FuzzCommand {
  /** What the log calls it; the first word is the command. */
  readonly name: string;
  /**
   * Its words. "FOLDER" stands for the folder of the junction file.
   *
   * @param at  the words of `--at` of a point
   * @param mean  the same without Delta
   */
  readonly words: (at: string, mean: string) => readonly string[];
  /** On every so many samples where times are not measured; 0: not at all. */
  readonly every: number;
  /** Words of a second command on what the first one wrote to --out; run where that was done. */
  readonly then?: readonly string[];
}

const without = (at: string, ...names: readonly string[]): string =>
  at
    .split(",")
    .filter((pair) => !names.includes(pair.split("=")[0]!))
    .join(",");
/** `--at` where something is left to bind. */
const binding = (at: string): readonly string[] => (at === "" ? [] : ["--at", at]);

/** Cheap ones first: a run that is cut short has done those for all files. */
export const FUZZ_COMMANDS: readonly FuzzCommand[] = [
  { name: "transitions", words: (at) => ["transitions", "--at", at], every: 5 },
  { name: "current", words: () => ["current"], every: 7 },
  {
    name: "scan",
    words: (at) => [
      ...["scan", "--x", "T_a=1:3:3", "--quantity", "J,R,contrast,alpha_2"],
      ...binding(without(at, "T_a")),
    ],
    every: 6,
  },
  {
    name: "expand contrast",
    words: (_, mean) => ["expand", "--quantity", "contrast", "--order", "2", "--at", mean],
    every: 4,
  },
  { name: "relax", words: (at) => ["relax", "--at", at], every: 15 },
  { name: "compare", words: (at) => ["compare", "--at", at], every: 0 },
  {
    name: "evaluate noise",
    words: (at) => ["evaluate", "--quantity", "S,kappa_3,fano,TUR", "--at", at],
    every: 0,
  },
  { name: "statistics point", words: (at) => ["statistics", "--order", "3", "--at", at], every: 0 },
  { name: "check", words: () => ["check", "--claim", "alpha_2 = 0"], every: 15 },
  { name: "current code", words: () => ["current", "--format", "c"], every: 0 },
  { name: "current latex", words: () => ["current", "--format", "latex"], every: 0 },
  { name: "conditions", words: () => ["conditions"], every: 12 },
  {
    name: "conditions check-proof",
    words: () => ["conditions", "--json", "--out", "FOLDER/certificate.json"],
    then: ["check-proof", "FOLDER/certificate.json"],
    every: 0,
  },
  {
    name: "optimise",
    words: (at) => ["optimise", "--over", "Delta=-0.5:0.5", ...binding(without(at, "Delta"))],
    every: 0,
  },
  { name: "expand", words: () => ["expand", "--order", "2"], every: 15 },
  { name: "expand code", words: () => ["expand", "--order", "2", "--format", "sympy"], every: 0 },
  { name: "statistics", words: () => ["statistics", "--order", "2"], every: 0 },
  { name: "relations", words: () => ["relations", "--order", "2"], every: 0 },
  {
    name: "scan plot",
    words: (at) => [
      ...["scan", "--x", "T_a=1:3:5", "--quantity", "J,R", "--plot", "FOLDER/scan.svg"],
      ...binding(without(at, "T_a")),
    ],
    every: 0,
  },
  { name: "verify", words: () => ["verify", "--order", "2"], every: 0 },
  {
    name: "report",
    words: (at) => ["report", "--order", "2", "--at", at, "--out", "FOLDER/report"],
    every: 0,
  },
];
