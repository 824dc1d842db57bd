/**
 * Square roots as parameters: where √X is wanted and X = u g² + v with u and v free of the parameter g, the root R takes the
 * place of g by g² = (R² − v)/u. Whatever is even in g is then rational in R and the other parameters.
 */
import {
  add,
  divide,
  isZero,
  multiply,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { coefficientsIn } from "../../symbolic/polynomial/structure.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";

/** g, by its index, and what its square stands for. */
export interface Elimination {
  readonly eliminated: number;
  readonly square: RationalFunction;
}

/** f = even + odd·g. */
interface Parts {
  readonly even: RationalFunction;
  readonly odd: RationalFunction;
}

/** f with g² replaced throughout, in the order of the list; undefined where an odd power of some g stays. */
export function eliminate(f: RationalFunction, list: readonly Elimination[]): RationalFunction | undefined {
  let result = f;
  for (const elimination of list) {
    const { even, odd } = linearParts(result, elimination);
    if (!isZero(odd)) return undefined;
    result = even;
  }
  return result;
}

/** The elimination of a parameter g for a new root, R² = X; undefined where X is not of the form u g² + v. */
export function eliminationFor(X: RationalFunction, g: number, root: number): Elimination | undefined {
  if (coefficientsIn(X.denominator, g).size > 1 || (coefficientsIn(X.denominator, g).get(0) ?? 0n) === 0n)
    return undefined;
  const coefficients = coefficientsIn(X.numerator, g);
  if ([...coefficients.keys()].some((e) => e !== 0 && e !== 2)) return undefined;
  const over = (p: Polynomial | undefined): RationalFunction =>
    p === undefined
      ? ZERO
      : divide({ numerator: p, denominator: 1n }, { numerator: X.denominator, denominator: 1n });
  const [u, v] = [over(coefficients.get(2)), over(coefficients.get(0))];
  if (isZero(u)) return undefined;
  return { eliminated: g, square: divide(subtract(power(variable(root), 2), v), u) };
}

/** f = even + odd·g with g² replaced. */
export function linearParts(f: RationalFunction, { eliminated: g, square }: Elimination): Parts {
  const split = (p: Polynomial): Parts => {
    let [even, odd] = [ZERO, ZERO];
    for (const [e, c] of coefficientsIn(p, g)) {
      const term = multiply({ numerator: c, denominator: 1n }, power(square, Math.floor(e / 2)));
      if (e % 2 === 0) even = add(even, term);
      else odd = add(odd, term);
    }
    return { even, odd };
  };
  const [n, d] = [split(f.numerator), split(f.denominator)];
  if (isZero(d.odd)) return { even: divide(n.even, d.even), odd: divide(n.odd, d.even) };
  // (n_0 + n_1 g)(d_0 − d_1 g)/(d_0² − d_1² g²)
  const below = subtract(multiply(d.even, d.even), multiply(square, multiply(d.odd, d.odd)));
  return {
    even: divide(subtract(multiply(n.even, d.even), multiply(square, multiply(n.odd, d.odd))), below),
    odd: divide(subtract(multiply(n.odd, d.even), multiply(n.even, d.odd)), below),
  };
}
