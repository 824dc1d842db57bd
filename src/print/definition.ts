/** A formula with its left-hand side, as definitions and identities are printed. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { toText } from "../expression/ascii.js";

/** left = value; a function is written with its argument, as h(T). */
export interface Definition {
  readonly left: Expression;
  readonly value: Expression;
}

/** `left = value` as ASCII text. */
export function definitionText({ left, value }: Definition): string {
  return `${toText(left)} = ${toText(value)}`;
}
