/**
 * Products and quotients kept open: c·Πn/Πd, so that a formula run millions of times divides once, at the end, and equal
 * factors cancel. Only for tapes, whose equal entries are the same number.
 */
import type { Arithmetic } from "./arithmetic.js";

/** coefficient·Π above/Π below; the coefficient (null: one) varies less often than the factors. */
export interface Fraction<S> {
  readonly coefficient: S | null;
  readonly above: readonly S[];
  readonly below: readonly S[];
}

/** A list without one occurrence of each of `taken`. */
function without<S>(list: readonly S[], taken: readonly S[]): S[] {
  const rest = [...list];
  for (const t of taken) {
    const at = rest.indexOf(t);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}

/** What two lists have in common. */
const shared = <S>(a: readonly S[], b: readonly S[]): S[] => without(a, without(a, b));

/**
 * Fractions over an arithmetic.
 * @param isCheap  true for numbers that vary less often than the points: they become coefficients
 */
export function fractionArithmetic<S extends number>(
  A: Arithmetic<S>,
  isCheap: (b: S) => boolean,
): Arithmetic<Fraction<S>> & { readonly of: (a: S) => Fraction<S>; readonly close: (a: Fraction<S>) => S } {
  type F = Fraction<S>;
  const minusOne = A.neg(A.one);
  const of = (a: S): F =>
    isCheap(a) ? { coefficient: a, above: [], below: [] } : { coefficient: null, above: [a], below: [] };
  const times = (a: S | null, b: S | null): S | null => {
    if (a === null || b === null) return a ?? b;
    if (a === minusOne) return A.neg(b);
    return b === minusOne ? A.neg(a) : A.mul(a, b);
  };
  /** In the order of the entries, so that products of different quantities share what they can. */
  const product = (factors: readonly S[]): S | null =>
    [...factors].sort((a, b) => a - b).reduce<S | null>((p, f) => times(p, f), null);
  const scaled = (c: S | null, factors: readonly S[]): S => times(product(factors), c) ?? A.one;
  const close = ({ coefficient, above, below }: F): S => {
    const top = scaled(coefficient, above);
    const bottom = product(below);
    return bottom === null ? top : A.div(top, bottom);
  };

  function mul(a: F, b: F): F {
    const [above, below] = [
      [...a.above, ...b.above],
      [...a.below, ...b.below],
    ];
    return {
      coefficient: times(a.coefficient, b.coefficient),
      above: without(above, below),
      below: without(below, above),
    };
  }

  function add(a: F, b: F): F {
    const below = [...a.below, ...without(b.below, a.below)];
    const tops = [a, b].map((f) => [...f.above, ...without(below, f.below)]) as [S[], S[]];
    const common = shared(...tops);
    const [x, y] = tops.map((list) => without(list, common)) as [S[], S[]];
    // Signs go into the operation: a − b and not a + (−b).
    const [left, right] = [scaled(unsigned(a), x), scaled(unsigned(b), y)];
    const sum = isNegated(b)
      ? isNegated(a)
        ? A.neg(A.add(left, right))
        : A.sub(left, right)
      : isNegated(a)
        ? A.sub(right, left)
        : A.add(left, right);
    const all = [...common, sum];
    return {
      coefficient: product(all.filter(isCheap)),
      above: without(
        all.filter((f) => !isCheap(f)),
        below,
      ),
      below: without(below, all),
    };
  }
  const isNegated = (a: F): boolean => a.coefficient === minusOne;
  const unsigned = (a: F): S | null => (isNegated(a) ? null : a.coefficient);

  const neg = (a: F): F => ({ ...a, coefficient: times(a.coefficient, minusOne) });
  const inverse = ({ coefficient, above, below }: F): F => ({
    coefficient: coefficient === null || coefficient === minusOne ? coefficient : A.div(A.one, coefficient),
    above: below,
    below: above,
  });

  function div(a: F, b: F): F {
    const { coefficient } = b;
    if (a.coefficient === null || coefficient === null) return mul(a, inverse(b));
    const quotient = A.div(a.coefficient, coefficient);
    return mul({ ...a, coefficient: quotient }, inverse({ ...b, coefficient: null }));
  }

  const { select, pi, circular } = A;
  return {
    zero: of(A.zero),
    one: of(A.one),
    fromRational: (n, d) => of(A.fromRational(n, d)),
    add,
    sub: (a, b) => add(a, neg(b)),
    mul,
    div,
    neg,
    exp: (a) => of(A.exp(close(a))),
    expm1: (a) => of(A.expm1(close(a))),
    root: (a, n) => of(A.root(close(a), n)),
    isNegative: (a) => A.isNegative(close(a)),
    ...(pi === undefined ? {} : { pi: () => of(pi()) }),
    ...(circular === undefined
      ? {}
      : {
          circular(a: F): readonly [F, F] {
            const [cos, sin] = circular(close(a));
            return [of(cos), of(sin)];
          },
        }),
    ...(select === undefined
      ? {}
      : { select: (c: F, x: F, y: F) => of(select(close(c), close(x), close(y))) }),
    of,
    close,
  };
}
