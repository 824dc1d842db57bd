/**
 * Formulas as plain data: what this layer receives for gaps, couplings and rates. The shape is the one the rest of
 * the program uses, declared again here because the layers share no file.
 */

/** An exact rational number with a positive denominator. */
export interface ExactNumber {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A formula as a tree. Division is a power −1, subtraction a product with −1. */
export type Expression =
  | ({ readonly type: "number" } & ExactNumber)
  | { readonly type: "symbol"; readonly name: string }
  | { readonly type: "sum"; readonly terms: readonly Expression[] }
  | { readonly type: "product"; readonly factors: readonly Expression[] }
  | { readonly type: "power"; readonly base: Expression; readonly exponent: ExactNumber }
  | { readonly type: "call"; readonly name: string; readonly arguments: readonly Expression[] };

/** The tree of a bare name. */
export function symbol(name: string): Expression {
  return { type: "symbol", name };
}
