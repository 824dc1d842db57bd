import { DomainError } from "../arithmetic/errors.js";

/** A numerical integral. */
export interface QuadratureResult {
  readonly value: number;
  /** Estimate of |error|: the change of the last halving of the step plus the rounding of the sum. */
  readonly errorEstimate: number;
  /** How often the integrand was called. */
  readonly evaluations: number;
}

/** The requested accuracy was not reached, or the integrand is not finite somewhere inside. */
export class QuadratureError extends Error {
  override readonly name = "QuadratureError";
  constructor(
    /** What went wrong. */
    readonly reason: string,
    /** The best estimate so far. */
    readonly best: QuadratureResult,
  ) {
    super(`quadrature: ${reason} (estimate ${best.value} ± ${best.errorEstimate})`);
  }
}

/** How an integral is to be taken. */
export interface QuadratureOptions {
  /** Relative accuracy wanted; default 1e-13. */
  readonly relative?: number;
  /** Absolute accuracy that is enough; default 0. */
  readonly absolute?: number;
  /** Interior points where the integrand has a kink or a narrow feature: each piece is integrated for itself. */
  readonly breakpoints?: readonly number[];
}

/** Halvings of the step before giving up: about 4,000 points on a piece. */
const MAX_LEVELS = 9;

/**
 * ∫_a^b f(x) dx by double-exponential quadrature (Takahasi–Mori 1974): tanh–sinh on finite intervals, the exp–sinh
 * rule on half-lines, sinh–sinh on the whole line. Integrable singularities at the ends are allowed (the ends are never
 * evaluated); the integrand is analytic inside, or kinks are named as breakpoints. The step is halved until two
 * successive sums agree; as the error is about squared each time, the reported estimate is pessimistic.
 *
 * @throws QuadratureError if the accuracy is not reached or f is not finite at an interior point
 * @throws DomainError for NaN limits or unsorted breakpoints
 */
export function integrate(
  f: (x: number) => number,
  a: number,
  b: number,
  options: QuadratureOptions = {},
): QuadratureResult {
  if (!(a <= b)) throw new DomainError("a", `${a}, b = ${b}`, "an interval needs a ≤ b");
  const nodes = [a, ...(options.breakpoints ?? []), b];
  for (let k = 1; k < nodes.length; k++) {
    if (!((nodes[k - 1] as number) <= (nodes[k] as number)))
      throw new DomainError("breakpoints", nodes.join(", "), "ascending, inside the interval");
  }
  const relative = options.relative ?? 1e-13;
  const pieces = nodes.slice(1).map((end, k) => new Piece(f, nodes[k] as number, end));
  for (const piece of pieces) while (piece.level < 3) piece.refine();
  for (;;) {
    const total = sum(pieces);
    const allowed = Math.max(options.absolute ?? 0, relative * Math.abs(total.value));
    if (!Number.isFinite(total.value)) throw new QuadratureError("the integrand is not finite", total);
    // what rounding alone explains cannot be improved by more points
    if (total.errorEstimate <= Math.max(allowed, roundingOf(pieces))) return total;
    const worst = pieces.reduce((x, y) => (y.change > x.change ? y : x));
    if (worst.level >= MAX_LEVELS) {
      throw new QuadratureError(`accuracy ${allowed} not reached with ${total.evaluations} points`, total);
    }
    worst.refine();
  }
}

function roundingOf(pieces: readonly Piece[]): number {
  return pieces.reduce((total, piece) => total + 32 * 2 ** -53 * piece.magnitude, 0);
}

function sum(pieces: readonly Piece[]): QuadratureResult {
  let [value, errorEstimate, evaluations] = [0, roundingOf(pieces) / 2, 0];
  for (const piece of pieces) {
    value += piece.value;
    errorEstimate += piece.change;
    evaluations += piece.evaluations;
  }
  return { value, errorEstimate, evaluations };
}

/** One interval, its trapezoidal sum in the transformed variable, refined by halving the step. */
class Piece {
  level = 0;
  value = 0;
  change = Infinity;
  /** ∫ |f|, the scale of rounding errors. */
  magnitude = 0;
  evaluations = 0;
  private sum = 0;
  private absolute = 0;

  constructor(
    private readonly f: (x: number) => number,
    private readonly a: number,
    private readonly b: number,
  ) {}

  refine(): void {
    if (this.a === this.b) {
      this.level++;
      this.change = 0;
      return;
    }
    const h = 2 ** -(this.level + 1);
    const first = this.level === 0;
    for (const direction of first ? [0, 1, -1] : [1, -1]) {
      let negligible = 0;
      for (let k = 1; ; k += first ? 1 : 2) {
        const t = direction * k * h;
        const term = this.term(t);
        if (term === null) break;
        this.sum += term;
        this.absolute += Math.abs(term);
        // three terms in a row that change nothing end a tail; one alone may be a zero of f
        negligible = Math.abs(term) <= 2 ** -60 * this.absolute ? negligible + 1 : 0;
        if (direction === 0 || (negligible > 2 && Math.abs(t) > 2)) break;
      }
    }
    const next = this.sum * h;
    this.change = this.level === 0 ? Infinity : Math.abs(next - this.value);
    this.value = next;
    this.magnitude = this.absolute * h;
    this.level++;
  }

  /** f(x(t)) x′(t), or null where the node has run into an end of the interval. */
  private term(t: number): number | null {
    const { a, b } = this;
    const s = (Math.PI / 2) * Math.sinh(t);
    const c = (Math.PI / 2) * Math.cosh(t);
    let x: number;
    let weight: number;
    if (Number.isFinite(a) && Number.isFinite(b)) {
      // the distance from the nearer end is computed without cancellation
      const e = Math.exp(-2 * Math.abs(s));
      const distance = ((b - a) * e) / (1 + e);
      x = s < 0 ? a + distance : b - distance;
      weight = ((b - a) * 2 * c * e) / (1 + e) ** 2;
      if (x <= a || x >= b) return null;
    } else if (Number.isFinite(a)) {
      x = a + Math.exp(s);
      weight = c * Math.exp(s);
      if (x <= a) return null;
    } else if (Number.isFinite(b)) {
      x = b - Math.exp(s);
      weight = c * Math.exp(s);
      if (x >= b) return null;
    } else {
      x = Math.sinh(s);
      weight = c * Math.cosh(s);
    }
    if (!Number.isFinite(x) || !Number.isFinite(weight) || weight === 0) return null;
    this.evaluations++;
    const value = this.f(x);
    // far out on an infinite interval 0·∞ stands for an integrand that has died
    return value === 0 ? 0 : value * weight;
  }
}
