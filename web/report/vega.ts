/** Vega for a page that forbids code from text: its expressions are interpreted. */
import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";

/** As Vega's own. */
export const { logger, Error } = vega;

/** A specification with its expressions as trees. */
export function parse(spec: vega.Spec): vega.Runtime {
  return vega.parse(spec, undefined, { ast: true });
}

/** A view whose expressions are interpreted; called with `new`. */
export function View(runtime: vega.Runtime, options: vega.ViewOptions): vega.View {
  return new vega.View(runtime, { ...options, expr: expressionInterpreter });
}
