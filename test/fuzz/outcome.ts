/** What a run of the command line must look like, whatever the input: an answer, or one line of what is wrong. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { heatdiode } from "../heatdiode.js";
import { fileText, type JunctionSample } from "./junction-files.js";
import { type Reference, reference } from "./rate-equation.js";

/** The longest line that says what is wrong. */
const LONGEST = 300 + "heatdiode: ".length;

/** What is wrong with a run; undefined if nothing is. */
export function fault(run: {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly seconds?: number;
}): string | undefined {
  const { status, out, err } = run;
  if (run.seconds !== undefined && run.seconds > SECONDS) return `${run.seconds.toFixed(1)} s`;
  if (status === -1) return err;
  if (![0, 1, 2].includes(status)) return `status ${status}`;
  if (/defect|\n\s+at .*:\d+:\d+/.test(err + out)) return `defect: ${err.slice(0, 300)}`;
  if (
    /\bNaN\b|\bundefined\b(?!")|Infinity/.test(
      out.replace(/undefined: |is undefined|are undefined|(?:= | {2}|at -Delta )undefined\b/g, ""),
    )
  )
    return `NaN in ${out.slice(0, 300)}`;
  if (status !== 2) return out.trim() === "" ? "silence" : undefined;
  const lines = err.trim().split("\n");
  const last = lines.at(-1) ?? "";
  if (!last.startsWith("heatdiode: ")) return `no line that says why: ${err.slice(0, 300)}`;
  if (last.length > LONGEST) return `a line of ${last.length} characters: ${last.slice(0, 300)}`;
  return undefined;
}

/** What a run came to. */
export type Run = Awaited<ReturnType<typeof heatdiode>> & {
  /** Seconds of processor time, where they were measured. */
  readonly seconds?: number;
};

/** A runner of commands on samples that lie in a folder of their own. */
export interface Runner {
  readonly run: (sample: JunctionSample, bind: boolean, ...words: readonly string[]) => Promise<Run>;
  /** Runs a command line in which the word "JUNCTION" stands for the file of the last sample, "FOLDER" for its folder. */
  readonly line: (...words: readonly string[]) => Promise<Run>;
  readonly close: () => void;
}

/** @param command  how a command line is run; in this process if not said */
export function runner(command: (...words: readonly string[]) => Promise<Run> = heatdiode): Runner {
  const folder = mkdtempSync(join(tmpdir(), "heatdiode-fuzz-"));
  const path = join(folder, "junction.json");
  const line = (...words: readonly string[]): Promise<Run> =>
    command(...words.map((word) => word.replace(/^JUNCTION$/, path).replace(/^FOLDER/, folder)));
  return {
    run: (sample, bind, name, ...words) => {
      writeFileSync(path, fileText(sample, bind));
      return line(name, "JUNCTION", ...words);
    },
    line,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Processor seconds within which a command answers or says why it does not. */
const SECONDS = 10;

/** The built command in a process of its own, which is ended and replaced where it uses more than {@link SECONDS}. */
export function timedCommand(): {
  readonly command: (...words: readonly string[]) => Promise<Run>;
  readonly close: () => void;
} {
  let child: ChildProcess | undefined;
  const command = (...words: readonly string[]): Promise<Run> =>
    new Promise((resolve) => {
      const server = (child ??= fork(new URL("../../bench/command-server.mjs", import.meta.url)));
      const before = processorSeconds(server.pid);
      const done = (run: Run): void => {
        clearInterval(watch);
        server.removeAllListeners();
        resolve(run);
      };
      const gone = (why: string): void => {
        if (child === server) child = undefined;
        done({ status: -1, out: "", err: why });
      };
      const watch = setInterval(() => {
        if (processorSeconds(server.pid) - before < SECONDS + 1) return;
        server.kill("SIGKILL");
        gone(`no answer in ${SECONDS} s of processor time`);
      }, 500);
      server.once("message", (answer) => done(answer as Run));
      server.once("exit", (status) => gone(`the process ended with ${status}`));
      server.send(words);
    });
  return { command, close: () => void child?.kill("SIGKILL") };
}

/** User and system time of a process in seconds (Linux). */
function processorSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The words of `--at` of a sample: what its file does not bind, and the temperatures. */
export function atPoint(
  { values, T_a, Delta }: JunctionSample,
  bind: boolean,
  point: "both" | "mean",
): string {
  const temperatures = point === "both" ? [`T_a=${T_a}`, `Delta=${Delta}`] : [`T_a=${T_a}`];
  const parameters = bind ? [] : Object.entries(values).map(([name, text]) => `${name}=${text}`);
  return [...temperatures, ...parameters].join(",");
}

/** Digits in which two decimals agree, by their relative difference; Infinity if equal. */
export function agreeingDigits(a: string, b: string): number {
  const [x, y] = [scaled(a), scaled(b)];
  const difference = x - y < 0n ? y - x : x - y;
  const size = [x, y].map((v) => (v < 0n ? -v : v)).reduce((p, q) => (p > q ? p : q));
  if (difference === 0n) return Infinity;
  return String(size).length - String(difference).length;
}

/** A decimal as an integer in units of 1e-400. */
function scaled(text: string): bigint {
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const shift = 400 + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

/** Digits that are compared. */
const DIGITS = 20;
/** What finite differences in 80 digits leave of a junction that carries no heat. */
const ROUNDING = 1e-60;

/** Runs `evaluate` and `expand` of a sample and compares what they answer with the reference; what is wrong, in words. */
export async function examine(
  sample: JunctionSample,
  bind: boolean,
  run: Runner["run"],
): Promise<{ readonly faults: readonly string[]; readonly compared: number }> {
  const faults: string[] = [];
  let compared = 0;
  const json = ["--digits", "25", "--json"];
  const point = await run(sample, bind, "evaluate", "--at", atPoint(sample, bind, "both"), ...json);
  const series = await run(
    sample,
    bind,
    "expand",
    "--order",
    "4",
    "--at",
    atPoint(sample, bind, "mean"),
    ...json,
  );
  for (const [name, outcome] of [
    ["evaluate", point],
    ["expand", series],
  ] as const) {
    const wrong = fault(outcome);
    if (wrong !== undefined) faults.push(`${name}: ${wrong}`);
  }
  const answers: [string, string, (r: Reference) => string | null][] = [];
  if (point.status === 0) {
    const {
      J,
      R,
      contrast,
      undecided = [],
    } = JSON.parse(point.out) as {
      J: string;
      R: string | null;
      contrast: string | null;
      undecided?: readonly string[];
    };
    if (R !== null && Number(R) < 0) faults.push(`R = ${R}`);
    if (contrast !== null && Math.abs(Number(contrast)) > 1) faults.push(`contrast = ${contrast}`);
    if (!undecided.includes("J")) answers.push(["J", J, (r) => r.J]);
    if (R !== null && !undecided.includes("R")) answers.push(["R", R, (r) => r.R]);
  }
  if (series.status === 0) {
    const { coefficients } = JSON.parse(series.out) as {
      coefficients: readonly { k: number; value?: string | null }[];
    };
    for (const { k, value } of coefficients)
      if (value != null && k > 0) answers.push([`alpha_${k}`, value, (r) => r.alpha[k]!]);
  }
  if (answers.length === 0) return { faults, compared };
  const expected = reference(sample);
  if (!expected) return { faults, compared };
  for (const [name, got, of] of answers) {
    const wanted = of(expected);
    if (wanted === null) continue;
    compared++;
    const zero =
      Number(got) === 0 &&
      Math.abs(Number(wanted)) < Math.max(1e-30 * Math.abs(Number(expected.alpha[1])), ROUNDING);
    if (!zero && agreeingDigits(got, wanted) < DIGITS)
      faults.push(`${name} = ${got}, by the rate equation ${wanted}`);
  }
  return { faults, compared };
}
