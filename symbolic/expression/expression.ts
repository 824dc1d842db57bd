/**
 * Expression trees: what a user's formula becomes after parsing and what a result becomes before printing.
 *
 * A tree is plain immutable data. It is not a normal form: equality of trees is not equality of values. All
 * algebra happens in `polynomial/polynomial.ts` and `fraction/rational-function.ts`; renderers walk a tree and add nothing to it.
 */

/** An exact rational number, in lowest terms with a positive denominator. */
export interface ExactNumber {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * A formula as a tree. Division is a power −1, subtraction a product with −1. Calls of the functions in
 * `expression/functions.ts` have their meaning; any other name is a formal function (design: `law`).
 */
export type Expression =
  | ({ readonly type: "number" } & ExactNumber)
  | { readonly type: "symbol"; readonly name: string }
  | { readonly type: "sum"; readonly terms: readonly Expression[] }
  | { readonly type: "product"; readonly factors: readonly Expression[] }
  | { readonly type: "power"; readonly base: Expression; readonly exponent: ExactNumber }
  | { readonly type: "call"; readonly name: string; readonly arguments: readonly Expression[] };
