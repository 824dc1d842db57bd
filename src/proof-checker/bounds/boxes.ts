/**
 * A polynomial is nowhere positive on a box: its Bernstein coefficients there are not, which are computed in integers (docs/optimum.md).
 * The subdivision is read from the certificate: `2@0.1` divides the third variable at 0.1, the lower part first; `.` and `.λ` are
 * boxes on which F, or F + λG, has no positive coefficient; `x` one on which all coefficients of G are negative.
 */
import { InputError } from "../../input/errors.js";
import { demand, ProofError } from "../algebra/polynomial.js";
import { type IntervalPolynomial, type Rational } from "./interval.js";

/** What is shown on the boxes: F ≤ 0 wherever G ≥ 0. */
export interface Inequality {
  readonly F: IntervalPolynomial;
  readonly G: IntervalPolynomial | undefined;
}

interface Box {
  readonly low: readonly Rational[];
  readonly high: readonly Rational[];
}

/** Sums of products on the way to the coefficients of all boxes: some minutes. */
const MOST_WORK = 2_000_000_000;

/** Coefficients from above, as integers over a common power of two, in the order of exponents. */
interface Tensor {
  readonly degrees: readonly number[];
  readonly values: readonly bigint[];
}

/**
 * Checks the subdivision of a box. Returns the number of boxes, and how many of them meet the condition somewhere.
 * @throws ProofError where a box does not show what it should
 */
export function checkBoxes(
  { F, G }: Inequality,
  box: Box,
  tree: string,
): { readonly boxes: number; readonly open: number } {
  const count = box.low.length;
  const degrees = Array.from({ length: count }, (_, i) => {
    const all = [...F.keys(), ...(G?.keys() ?? [])].map((m) => m.charCodeAt(i));
    // A variable that has one value there needs no degree.
    return all.reduce((a, b) => Math.max(a, b), 0);
  });
  const size = degrees.reduce((n, d) => n * (d + 1), 1);
  const work = degrees.reduce((sum, d) => sum + size * (d + 1), 0);
  const words = tree.split(" ");
  if (words.length * work > MOST_WORK)
    throw new InputError(`${words.length} boxes of ${size} coefficients`, {
      hint: "the checker takes on fewer: a larger gap or fewer couplings",
    });
  const [f, g] = tensorsOf([F, ...(G === undefined ? [] : [G])], degrees) as [Tensor, Tensor | undefined];
  let next = 0;
  let [boxes, open] = [0, 0];
  const pending: Box[] = [box];
  for (let here = pending.pop(); here; here = pending.pop()) {
    const word = words[next++] ?? "";
    const split = /^(\d)@(.+)$/.exec(word);
    if (split) {
      const [axis, cut] = [Number(split[1]), rationalOf(split[2] ?? "")];
      const [a, b] = [here.low[axis], here.high[axis]];
      demand(
        a !== undefined && b !== undefined && isBelow(a, cut) && isBelow(cut, b),
        "a box is divided outside itself",
      );
      const part = (corner: readonly Rational[]): Rational[] => corner.map((x, i) => (i === axis ? cut : x));
      pending.push({ low: part(here.low), high: here.high }, { low: here.low, high: part(here.high) });
      continue;
    }
    boxes++;
    if (word === "x") {
      demand(
        g !== undefined && coefficientsOn(g, here).every((c) => c < 0n),
        "a box is left out that should not be",
      );
      continue;
    }
    open++;
    demand(word.startsWith("."), "the subdivision cannot be read");
    const multiplier = word === "." ? undefined : rationalOf(word.slice(1));
    demand(multiplier === undefined || g !== undefined, "a multiplier without a condition");
    // F ≤ −λG ≤ 0 wherever G ≥ 0 needs λ ≥ 0.
    demand(multiplier === undefined || multiplier.above >= 0n, "a multiplier is negative");
    const sum =
      multiplier === undefined || g === undefined
        ? f
        : {
            degrees,
            values: f.values.map((c, i) => c * multiplier.below + multiplier.above * (g.values[i] as bigint)),
          };
    demand(
      coefficientsOn(sum, here).every((c) => c <= 0n),
      "the bound does not hold on one of the boxes",
    );
  }
  demand(next === words.length, "the subdivision goes on after its last box");
  return { boxes, open };
}

/** Upper ends of the coefficients of several polynomials, over one power of two. */
function tensorsOf(list: readonly IntervalPolynomial[], degrees: readonly number[]): Tensor[] {
  const size = degrees.reduce((n, d) => n * (d + 1), 1);
  const tensors = list.map((p) => {
    const values = new Array<bigint>(size).fill(0n);
    for (const [m, c] of p) {
      let [index, stride] = [0, 1];
      degrees.forEach((d, i) => {
        index += m.charCodeAt(i) * stride;
        stride *= d + 1;
      });
      values[index] = c.high;
    }
    return values;
  });
  // Of 640 bits behind the point so many are kept as make the largest number 320 bits long, rounded upwards.
  const lengths = tensors.flat().map((v) => (v < 0n ? -v : v).toString(16).length * 4);
  const excess = BigInt(Math.max(0, lengths.reduce((a, b) => Math.max(a, b), 0) - 320));
  return tensors.map((values) => ({ degrees, values: values.map((v) => -(-v >> excess)) }));
}

/** Bernstein coefficients on a box, up to a common positive factor. */
function coefficientsOn({ degrees, values }: Tensor, { low, high }: Box): readonly bigint[] {
  const list = [...values];
  let stride = 1;
  degrees.forEach((d, axis) => {
    const n = d + 1;
    if (d > 0) {
      const matrix = axisMatrix(d, low[axis] as Rational, high[axis] as Rational);
      for (let base = 0; base < list.length; base += stride * n) {
        for (let start = base; start < base + stride; start++) {
          const column = matrix.map((_, j) => list[start + j * stride] as bigint);
          matrix.forEach((row, k) => {
            let sum = 0n;
            row.forEach((weight, j) => (sum += weight * (column[j] as bigint)));
            list[start + k * stride] = sum;
          });
        }
      }
    }
    stride *= n;
  });
  return list;
}

/** x^j on [a, b] has the coefficients Σ_i C(k, i) C(n − k, j − i)/C(n, j)·b^i a^{j−i}; rows k, here times q^n·Π_j C(n, j). */
function axisMatrix(n: number, a: Rational, b: Rational): bigint[][] {
  const q = a.below * b.below;
  const [A, B] = [a.above * b.below, b.above * a.below];
  const every = Array.from({ length: n + 1 }, (_, j) => chosen(n, j)).reduce((p, c) => p * c, 1n);
  return Array.from({ length: n + 1 }, (_, k) =>
    Array.from({ length: n + 1 }, (_, j) => {
      let sum = 0n;
      for (let i = 0; i <= j; i++)
        sum += chosen(k, i) * chosen(n - k, j - i) * B ** BigInt(i) * A ** BigInt(j - i);
      return (sum * every * q ** BigInt(n - j)) / chosen(n, j);
    }),
  );
}

/** C(n, k); 0 outside 0 ≤ k ≤ n. */
function chosen(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let c = 1n;
  for (let i = 1; i <= k; i++) c = (c * BigInt(n - i + 1)) / BigInt(i);
  return c;
}

const isBelow = (a: Rational, b: Rational): boolean => a.above * b.below < b.above * a.below;

/** A decimal or a fraction as written in a certificate. @throws ProofError if it is none */
export function rationalOf(text: string): Rational {
  const [, sign, whole, places, exponent, denominator] =
    /^(-?)(\d{1,400})(?:\.(\d{1,400}))?(?:e([-+]?\d{1,3}))?(?:\/(\d{1,400}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new ProofError("a number cannot be read");
  const shift = Number(exponent ?? "0") - (places ?? "").length;
  const digits = BigInt(`${whole}${places ?? ""}`);
  const below = (shift < 0 ? 10n ** BigInt(-shift) : 1n) * BigInt(denominator ?? "1");
  if (below === 0n) throw new ProofError("a number has the denominator 0");
  const above = digits * (shift > 0 ? 10n ** BigInt(shift) : 1n);
  return { above: sign === "-" ? -above : above, below };
}
