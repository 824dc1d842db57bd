/** Names that a claim defines, put into its formula. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { operands, withOperands } from "../expression/tree.js";
import { excerpt, InputError } from "../input/errors.js";

/** Parts of a formula with all definitions written out, beyond which it is refused: 30 doublings fill the memory. */
const LARGEST_FORMULA = 200_000;

/**
 * The formula with every defined name replaced by its value; definitions may use each other, in any order.
 * @throws InputError for a definition that uses itself, and for a formula that becomes too long
 */
export function withDefinitions(formula: Expression, values: ReadonlyMap<string, Expression>): Expression {
  const known = new Map<string, { readonly value: Expression; readonly size: number }>();
  const open = new Set<string>();
  const resolve = (name: string): { readonly value: Expression; readonly size: number } | undefined => {
    const done = known.get(name);
    const value = values.get(name);
    if (done !== undefined || value === undefined) return done;
    if (open.has(name)) throw new InputError(`${excerpt(name)} is defined by itself`);
    open.add(name);
    const whole = written(value);
    open.delete(name);
    known.set(name, whole);
    return whole;
  };
  /** The tree with definitions written out, which shares what it can, and its number of parts. */
  const written = (e: Expression): { readonly value: Expression; readonly size: number } => {
    if (e.type === "symbol") return resolve(e.name) ?? { value: e, size: 1 };
    const parts = new Map(operands(e).map((part) => [part, written(part)] as const));
    const size = operands(e).reduce((sum, part) => sum + (parts.get(part)?.size ?? 1), 1);
    if (size > LARGEST_FORMULA) {
      throw new InputError(
        `with its definitions written out the formula has more than ${LARGEST_FORMULA} parts`,
        {
          hint: "claim it in parts",
        },
      );
    }
    return { value: withOperands(e, (part) => parts.get(part)?.value ?? part), size };
  };
  return written(formula).value;
}
