/**
 * `npm run bench -- junctions [--count 2000] [--seed 1] [--slice 0:2000] [--commands a,b] [--minutes M] [--log FILE] [--special]`: random
 * junction files through every command. Each ends within 10 s of processor time in an answer or in one line, and the numbers of
 * `evaluate` and `expand` agree with the rate equation in 80 digits (test/fuzz has the generator and the reference). Every run is a
 * line of the log; with a log that exists, what it holds is not done again, so that the whole can be run in pieces.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FUZZ_COMMANDS } from "../test/fuzz/commands.js";
import { junctionSample, randomSource, specialLevels } from "../test/fuzz/junction-files.js";
import { atPoint, examine, fault, type Run, runner, timedCommand } from "../test/fuzz/outcome.js";

/** A line of the log: a command on a file. */
interface Entry {
  readonly i: number;
  readonly name: string;
  readonly status: number;
  readonly seconds: number;
  readonly faults: readonly string[];
}

const VALUES = "values";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "2000" },
      seed: { type: "string", default: "1" },
      slice: { type: "string" },
      commands: { type: "string" },
      minutes: { type: "string", default: "600" },
      log: { type: "string" },
      special: { type: "boolean", default: false },
    },
  });
  const random = randomSource(Number(values.seed));
  const samples = Array.from({ length: Number(values.count) }, () =>
    values.special ? specialLevels(random) : junctionSample(random),
  );
  const [from = 0, to = samples.length] = (values.slice ?? "")
    .split(":")
    .flatMap((x) => (x === "" ? [] : [Number(x)]));
  const end = Date.now() + 60_000 * Number(values.minutes);
  const { log } = values;
  const before: readonly Entry[] =
    log !== undefined && existsSync(log)
      ? readFileSync(log, "utf8")
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as Entry)
      : [];
  const done = new Set(before.map(({ i, name }) => `${i} ${name}`));
  const entries = [...before];
  const names = values.commands?.split(",") ?? [VALUES, ...FUZZ_COMMANDS.map(({ name }) => name)];
  const unknown = names.find((n) => n !== VALUES && FUZZ_COMMANDS.every(({ name }) => name !== n));
  if (unknown !== undefined) throw new Error(`no command line is called ${unknown}`);

  const timed = timedCommand();
  const { run, line, close } = runner(timed.command);
  const note = (entry: Entry): void => {
    entries.push(entry);
    if (log !== undefined) appendFileSync(log, `${JSON.stringify(entry)}\n`);
    for (const wrong of entry.faults)
      console.log(
        `file ${entry.i}: ${entry.name}: ${wrong}\n${JSON.stringify(samples[entry.i])}`.slice(0, 3000),
      );
  };
  for (const name of names) {
    const command = FUZZ_COMMANDS.find((c) => c.name === name);
    for (let i = from; i < to && Date.now() < end; i++) {
      const sample = samples[i];
      if (sample === undefined || done.has(`${i} ${name}`)) continue;
      // Parameters of the file's or of the command line's, in turn.
      const bind = i % 2 === 0;
      if (command === undefined) {
        const runs: Run[] = [];
        const { faults } = await examine(sample, bind, async (...words) => {
          const answer = await run(...words);
          runs.push(answer);
          return answer;
        });
        note({
          i,
          name,
          status: Math.max(...runs.map((r) => r.status)),
          seconds: Math.max(...runs.map((r) => r.seconds ?? 0)),
          faults,
        });
        continue;
      }
      const words = command.words(atPoint(sample, bind, "both"), atPoint(sample, bind, "mean"));
      const answers = [await run(sample, bind, words[0]!, ...words.slice(1))];
      if (command.then !== undefined && answers[0]!.status === 0) answers.push(await line(...command.then));
      // What goes to a file says nothing here.
      const said = answers.map((a) =>
        words.includes("--out") && a.status === 0 ? { ...a, out: "file" } : a,
      );
      note({
        i,
        name,
        status: answers.at(-1)!.status,
        seconds: Math.max(...answers.map((a) => a.seconds ?? 0)),
        faults: said.map(fault).filter((wrong) => wrong !== undefined),
      });
    }
  }
  close();
  timed.close();
  console.log(summary(entries));
  process.exitCode = entries.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

/** A line for each command: files, answers, refusals, faults, times. */
function summary(entries: readonly Entry[]): string {
  const names = [...new Set(entries.map(({ name }) => name))];
  return names
    .map((name) => {
      const of = entries.filter((e) => e.name === name);
      const sum = of.reduce((s, e) => s + e.seconds, 0);
      const slowest = of.reduce((a, b) => (b.seconds > a.seconds ? b : a));
      return [
        name.padEnd(22),
        `${of.length} files`,
        `${of.filter((e) => e.status === 2).length} refused`,
        `${of.filter((e) => e.faults.length > 0).length} faults`,
        `mean ${(sum / of.length).toFixed(3)} s`,
        `slowest ${slowest.seconds.toFixed(2)} s (file ${slowest.i})`,
      ].join(", ");
    })
    .join("\n");
}

await main();
