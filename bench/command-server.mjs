/**
 * Command lines of the built command, one after another, for a parent that may end this process: each answer comes with the seconds of
 * processor time that it took. (`test/fuzz/outcome.ts` is the parent.)
 */
import { COMMANDS } from "../dist/src/cli/commands/table.js";
import { runCommandLine } from "../dist/src/cli/run.js";

process.on("message", async (words) => {
  let [out, err] = ["", ""];
  const before = process.cpuUsage();
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
  const { user, system } = process.cpuUsage(before);
  process.send?.({ status, out, err, seconds: (user + system) / 1e6 });
});
