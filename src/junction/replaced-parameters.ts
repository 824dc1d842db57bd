/** What to tell of parameters that made way for the root of a Hamiltonian's block. */
import { type Junction } from "./junction.js";
import { toLatex } from "../print/latex.js";
import { type Exchange } from "./ladder.js";
import { toText } from "../expression/ascii.js";

/** The exchanges of a junction; none for most. */
export function exchangesOf({ subsystem }: Pick<Junction, "subsystem">): readonly Exchange[] {
  return subsystem.kind === "levels" ? (subsystem.exchanges ?? []) : [];
}

/** `r = sqrt(…), in place of g`, indented; with a heading, or nothing at all. */
export function exchangeLines(junction: Junction): readonly string[] {
  const lines = exchangesOf(junction).map((e) => `  ${exchangeText(e)}`);
  return lines.length === 0 ? [] : ["", "in terms of the Hamiltonian's parameters", ...lines];
}

/** `r = sqrt(…), in place of g`. */
export function exchangeText({ name, value, replaces }: Exchange): string {
  return `${name} = ${toText(value)}, in place of ${replaces}`;
}

/** The same as LaTeX, without indentation. */
export function exchangeLatex(junction: Junction): readonly string[] {
  return exchangesOf(junction).map(
    ({ name, value }) => `${toLatex({ type: "symbol", name })} = ${toLatex(value)}`,
  );
}

/** For JSON: absent where there are none. */
export function exchangeJson(junction: Junction): { readonly exchanged?: readonly object[] } {
  const list = exchangesOf(junction).map(({ name, value, replaces }) => ({
    name,
    expression: toText(value),
    replaces,
  }));
  return list.length === 0 ? {} : { exchanged: list };
}
