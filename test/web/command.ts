/** The command line's answer, to compare the page with. */
import { runCommandLine } from "../../src/command-line.js";

/** The JSON that a command prints. */
export async function commandJson(...argv: readonly string[]): Promise<unknown> {
  let text = "";
  const status = await runCommandLine([...argv, "--json"], {
    stdout: (chunk) => {
      text += chunk;
      return Promise.resolve();
    },
    stderr: (chunk) => {
      text += chunk;
    },
    colors: false,
    debug: false,
    version: "test",
  });
  if (status !== 0) throw new Error(text);
  return JSON.parse(text);
}
