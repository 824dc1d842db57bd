/** `heatdiode completion`: the completion script of a shell. */
import { type RunCommand } from "../command.js";
import { InputError, excerpt } from "../../input/errors.js";
import { commandOptionsOf, completionScript, SHELLS } from "../completion-script.js";
import { suggestion } from "../../input/suggest.js";

export const run: RunCommand = (argument, _options, { commands: known }) => {
  const shell = SHELLS.find((name) => name === argument.toLowerCase());
  if (shell === undefined) {
    throw new InputError(`no completion for the shell ${excerpt(argument)}`, {
      hint: suggestion(argument, SHELLS),
    });
  }
  const commands = known.map((command) => ({ command, options: commandOptionsOf(command) }));
  return Promise.resolve({ text: completionScript(shell, commands) });
};
