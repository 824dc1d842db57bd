/** The command line as a function, for tests: its exit status and what it wrote. */
import { COMMANDS } from "../src/cli/commands/table.js";
import { runCommandLine } from "../src/cli/run.js";

/** Runs `heatdiode WORDS…` in this process, without a terminal. */
export async function heatdiode(
  ...words: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  let [out, err] = ["", ""];
  const status = await runCommandLine(
    words,
    {
      stdout: (text) => {
        out += text;
        return Promise.resolve();
      },
      stderr: (text) => void (err += text),
      colors: false,
      debug: false,
      version: "0",
    },
    COMMANDS,
  );
  // No test is satisfied by this notice, whatever else the line holds.
  if (err.includes("this is a defect of heatdiode")) throw new Error(err);
  return { status, out, err };
}
