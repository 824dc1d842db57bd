/**
 * Linear changes of the variables y_i of Σ y_i·d_i that leave it fewer terms: Gaussian elimination on the d_i, given by
 * their coefficients. y_i and y_j whose d_i, d_j are in the proportion a : b at u = 0 give way to W = a·y_i + b·y_j and one
 * more combination: y_i, y_j or a·y_i − b·y_j, whichever leaves the fewest terms and keeps the numerator as short.
 */
import { integerGcd } from "../integer/integer.js";
import { add, multiply, type Polynomial, power, variablePower } from "../polynomial/polynomial.js";
import { termCount, termsOf } from "../polynomial/structure.js";

/** w = forms·y and y = inverse·w/denominator. */
export interface LinearChange {
  readonly forms: bigint[][];
  readonly inverse: bigint[][];
  denominator: bigint;
}

/** One step of the elimination: w_i, w_j in the proportion a : b at u = 0, and which of them is kept. */
interface Move {
  readonly i: number;
  readonly j: number;
  readonly a: bigint;
  readonly b: bigint;
  readonly kept: "i" | "j" | "neither";
}

/**
 * The linear change that leaves the fewest terms.
 * @param functions  d_i by their coefficients side by side; the first `leading` places are those at u = 0
 * @param numerator  the lowest order of N as a polynomial in the y_i, and one further variable
 * @param rankOf  how much a reader looks for a form W = forms·y: the higher ones are made first, those of rank 0 never
 */
export function shortestChange(
  functions: readonly (readonly bigint[])[],
  leading: number,
  numerator: Polynomial,
  rankOf: (form: readonly bigint[]) => number = () => 1,
): LinearChange {
  const rows = functions.map((row) => [...row]);
  const count = rows.length;
  const identity = (): bigint[][] => rows.map((_, i) => rows.map((_r, j) => (i === j ? 1n : 0n)));
  const change: LinearChange = { forms: identity(), inverse: identity(), denominator: 1n };
  let above = numerator;
  for (;;) {
    let best: { rank: number; gain: number; move: Move } | undefined;
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const [ri, rj] = [rows[i] as bigint[], rows[j] as bigint[]];
        const ratio = proportion(ri, rj, leading);
        if (!ratio) continue;
        const [a, b] = ratio;
        const [fi, fj] = [change.forms[i] as bigint[], change.forms[j] as bigint[]];
        const rank = rankOf(combine(fi, a, fj, b));
        if (rank === 0 || rank < (best?.rank ?? 0)) continue;
        const before = weight(ri) + weight(rj) - weight(combine(ri, -b, rj, a));
        const options = [
          ["neither", weight(combine(ri, b, rj, a))],
          ["j", weight(ri)],
          ["i", weight(rj)],
        ] as const;
        for (const [kept, size] of options) {
          const move = { i, j, a, b, kept };
          const gain = before - size;
          // A numerator that is a product of generators stays one.
          const least = best && best.rank === rank ? best.gain : 0;
          if (gain > least && termCount(moved(above, move, count)) <= termCount(above))
            best = { rank, gain, move };
        }
      }
    }
    if (!best) return change;
    above = moved(above, best.move, count);
    applyMove(rows, change, best.move);
  }
}

/** A polynomial in the w's after a move, up to an integer factor. */
function moved(p: Polynomial, { i, j, a, b, kept }: Move, count: number): Polynomial {
  const [x, y] = [variablePower(i), variablePower(j)];
  const times = (c: bigint, q: Polynomial): Polynomial => multiply(q, c);
  // with the common denominator a, b or 2ab
  const [factor, newI, newJ] =
    kept === "j"
      ? [a, add(x, times(-b, y)), times(a, y)]
      : kept === "i"
        ? [b, times(b, x), add(y, times(-a, x))]
        : [2n * a * b, times(b, add(x, y)), times(a, add(x, times(-1n, y)))];
  const degree =
    termsOf(p, p === 0n ? 0 : count + 1)[0]
      ?.exponents.slice(0, count)
      .reduce((s, e) => s + e, 0) ?? 0;
  return termsOf(p, count + 1).reduce<Polynomial>((sum, { coefficient, exponents }) => {
    const [ei, ej] = [exponents[i] as number, exponents[j] as number];
    const rest = exponents.reduce<Polynomial>(
      (q, e, k) => (k === i || k === j ? q : multiply(q, variablePower(k, e))),
      coefficient * factor ** BigInt(degree - ei - ej),
    );
    return add(sum, multiply(rest, multiply(power(newI, ei), power(newJ, ej))));
  }, 0n);
}

const weight = (row: readonly bigint[]): number => row.reduce((n, x) => (x === 0n ? n : n + 1), 0);

const combine = (x: readonly bigint[], a: bigint, y: readonly bigint[], b: bigint): bigint[] =>
  x.map((e, i) => a * e + b * (y[i] as bigint));

/** Coprime a, b with x : y = a : b in the first `leading` places, where both are nonzero. */
function proportion(
  x: readonly bigint[],
  y: readonly bigint[],
  leading: number,
): readonly [bigint, bigint] | undefined {
  let ratio: readonly [bigint, bigint] | undefined;
  for (let i = 0; i < leading; i++) {
    const [a, b] = [x[i] as bigint, y[i] as bigint];
    if (a === 0n && b === 0n) continue;
    if (a === 0n || b === 0n) return undefined;
    if (!ratio) {
      const g = integerGcd(a, b);
      ratio = [a / g, b / g];
    } else if (a * ratio[1] !== b * ratio[0]) return undefined;
  }
  return ratio;
}

/**
 * W = a·w_i + b·w_j takes the place of w_i (w_j is kept), of w_j (w_i is kept), or of w_i with a·w_i − b·w_j in that of
 * w_j. The rows d are multiplied by a common factor, which the inverse's denominator records.
 */
function applyMove(rows: bigint[][], change: LinearChange, { i, j, a, b, kept }: Move): void {
  const [ri, rj] = [rows[i] as bigint[], rows[j] as bigint[]];
  const [fi, fj] = [change.forms[i] as bigint[], change.forms[j] as bigint[]];
  const total = combine(fi, a, fj, b);
  const factor = kept === "j" ? a : kept === "i" ? b : 2n * a * b;
  for (const row of change.inverse) {
    const [gi, gj] = [row[i] as bigint, row[j] as bigint];
    row.forEach((x, c) => (row[c] = x * factor));
    if (kept === "j") [row[i], row[j]] = [gi, a * gj - b * gi];
    else if (kept === "i") [row[i], row[j]] = [b * gi - a * gj, gj];
    else [row[i], row[j]] = [b * gi + a * gj, b * gi - a * gj];
  }
  change.denominator *= factor;
  const rest = combine(ri, -b, rj, a);
  if (kept === "j") {
    change.forms[i] = total;
    rows[j] = rest;
  } else if (kept === "i") {
    change.forms[j] = total;
    rows[i] = rest.map((x) => -x);
  } else {
    change.forms[i] = total;
    change.forms[j] = combine(fi, a, fj, -b);
    rows[i] = combine(ri, b, rj, a);
    rows[j] = rest.map((x) => -x);
  }
}
