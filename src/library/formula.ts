/** A formula in the three forms that a program wants. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { toLatex } from "../print/latex.js";
import { toText } from "../expression/ascii.js";

/** A formula as a tree, in ASCII names, and in LaTeX. */
export interface Formula {
  readonly expression: Expression;
  /** ASCII: `2*omega^2/sinh(2*omega/T_a)`. */
  readonly text: string;
  readonly latex: string;
}

/** The three forms of an expression. */
export function formula(expression: Expression): Formula {
  return { expression, text: toText(expression), latex: toLatex(expression) };
}
