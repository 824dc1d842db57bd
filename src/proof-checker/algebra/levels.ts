/** General levels: the stated steady state is put into the rate equation (12), the current is what the left bath gives. */
import { limitingRate } from "./zero-gap-limit.js";
import { type Divisor } from "./divisors.js";
import {
  type CertificateHeader,
  type LevelsCertificate,
  type StatedLevels,
} from "../../certificate/format.js";
import { demand, type Expanded, NOTHING, plus, same, signOf, times } from "./polynomial.js";
import { equal, monomialOf, multiple, product, sum } from "./quotient.js";
import { type Quotient, readPolynomial, readQuotient } from "./reader.js";
import { statedRate } from "./rate.js";
import { coordinates, readFraction, type Ring, junctionNames } from "./ring.js";

interface Contact {
  readonly down: Quotient;
  readonly up: Quotient;
  readonly divisors: readonly Divisor[];
}

/** A pair of levels with what each bath does to it. */
export interface Transition {
  readonly upper: number;
  readonly lower: number;
  readonly gap: Quotient;
  readonly L: Contact;
  readonly R: Contact;
}

/**
 * Checks that the populations are the steady state and N/D the heat current out of the left bath.
 * Returns what is divided by on the way: the sum of the populations, and the denominators of rates.
 * @throws ProofError at the first false statement
 */
export function checkLevels(c: LevelsCertificate, ring: Ring, current: Quotient): Divisor[] {
  const { energies, populations } = c.levels;
  const transitions = transitionsOf(c, ring);
  demand(
    populations.length === energies.length && isConnected(energies.length, transitions),
    "the levels are not connected, or a population is missing",
  );
  const weights = populations.map((p) => readPolynomial(p, ring.plain));
  const total = weights.reduce((a, b) => plus(a, b), NOTHING);
  demand(total.size > 0, "the populations add up to zero");
  const jumps = (t: Transition, { up, down }: Contact): Quotient[] => [
    scaled(up, weights[t.lower] as Expanded),
    scaled(down, weights[t.upper] as Expanded, -1n),
  ];
  energies.forEach((_, level) => {
    const gains = transitions
      .filter((t) => t.upper === level || t.lower === level)
      .flatMap((t) => {
        const list = [...jumps(t, t.L), ...jumps(t, t.R)];
        return t.upper === level ? list : list.map((q) => multiple(q, -1n));
      });
    demand(sum(gains, ring).numerator.size === 0, `the rate equation of level ${level} does not hold`);
  });
  const heat = sum(
    transitions.flatMap((t) =>
      jumps(t, t.L).map((q) => ({
        numerator: times(q.numerator, t.gap.numerator),
        denominator: times(q.denominator, t.gap.denominator),
      })),
    ),
    ring,
  );
  demand(
    same(
      times(times(current.numerator, total), heat.denominator),
      times(current.denominator, heat.numerator),
    ),
    "the current is not what the left bath gives",
  );
  return [
    { name: "the sum of the populations", polynomial: total },
    ...transitions.flatMap((t) => [...t.L.divisors, ...t.R.divisors]),
  ];
}

/** a − b of an order `a > b` that is assumed. @throws ProofError unless it is one, in the parameters */
function assumedDifference(text: string, ring: Ring): Expanded {
  const [greater, less, ...others] = text.split(" > ");
  demand(greater !== undefined && less !== undefined && others.length === 0, "an assumption is not a > b");
  const { numerator, denominator } = readQuotient(`(${greater}) - (${less})`, junctionNames(ring));
  demand(
    denominator.size === 1 && signOf(denominator, []) === 1 && numerator.size > 0,
    "an assumption is not about polynomials",
  );
  return numerator;
}

/** Whether p is a positive rational multiple of q. */
function isPositiveMultiple(p: Expanded, q: Expanded): boolean {
  const [monomial, share] = [...q][0] ?? ["", 0n];
  const own = p.get(monomial) ?? 0n;
  if (own === 0n || own > 0n !== share > 0n || p.size !== q.size) return false;
  return [...p].every(([m, c]) => c * share === own * (q.get(m) ?? 0n));
}

/** The transitions as stated, each with the rates of the baths that it names. @throws ProofError for a rate that is not the bath's */
export function transitionsOf(
  c: CertificateHeader & { readonly levels: StatedLevels },
  ring: Ring,
): Transition[] {
  const { energies, transitions } = c.levels;
  const seen = new Set<string>();
  const assumed = (c.levels.assumed ?? []).map((text) => assumedDifference(text, ring));
  return transitions.map(({ upper, lower, squares, rates }) => {
    const [above, below] = [energies[upper], energies[lower]];
    demand(
      above !== undefined && below !== undefined && upper !== lower,
      "a transition between levels that do not exist",
    );
    const pair = [upper, lower].sort((a, b) => a - b).join();
    demand(!seen.has(pair), "a transition occurs twice");
    seen.add(pair);
    const text = `(${above}) - (${below})`;
    const gap = readQuotient(text, junctionNames(ring));
    const n = coordinates(ring, gap);
    demand(n !== undefined, "a gap is not a combination of the energies");
    const below0 = gap.denominator.get("\0".repeat(ring.count)) ?? 0n;
    const ordered =
      gap.denominator.size === 1 &&
      below0 > 0n &&
      (signOf(gap.numerator, ring.real) === 1 || assumed.some((p) => isPositiveMultiple(gap.numerator, p)));
    const contact = (side: "L" | "R"): Contact => {
      const down = readFraction(ring, rates[side]);
      const square = readQuotient(squares[side], junctionNames(ring));
      demand(down.denominator.size > 0 && square.denominator.size > 0, "a rate with a zero denominator");
      const X = monomialOf(c, ring, side, n);
      const up = product(down, X);
      const bath = side === "L" ? c.left : c.right;
      const name = `the denominator of rate ${side} of levels ${lower} and ${upper}`;
      const divisors = [down, square].map((q) => ({ name, polynomial: q.denominator }));
      if (square.numerator.size === 0) {
        demand(down.numerator.size === 0, "a rate without a coupling");
        return { down, up, divisors };
      }
      // Between levels of one energy the rate is a limit, the same both ways.
      const together = gap.numerator.size === 0;
      const k = together ? limitingRate(c, ring, side, bath) : statedRate(c, ring, side, bath, text);
      demand(k.denominator.size > 0, "a rate with a zero denominator");
      demand(equal(down, product(square, k)), `rate ${side} of levels ${lower} and ${upper} is wrong`);
      // Where the order of the levels depends on the parameters, the rates must be the same read either way.
      if (!ordered && !together) {
        const other = statedRate(c, ring, side, bath, `(${below}) - (${above})`);
        demand(equal(other, product(k, X)), "which of two levels is the upper one matters and is open");
      }
      return { down, up, divisors: [...divisors, { name, polynomial: k.denominator }] };
    };
    return { upper, lower, gap, L: contact("L"), R: contact("R") };
  });
}

const scaled = (a: Quotient, p: Expanded, sign = 1n): Quotient => ({
  numerator: plus(NOTHING, times(a.numerator, p), sign),
  denominator: a.denominator,
});

/** Whether rates that do not vanish lead from the first level to all others. */
export function isConnected(count: number, transitions: readonly Transition[]): boolean {
  const linked = transitions.filter((t) => t.L.down.numerator.size > 0 || t.R.down.numerator.size > 0);
  const reached = new Set([0]);
  for (const level of reached) {
    for (const t of linked) {
      if (t.upper === level) reached.add(t.lower);
      if (t.lower === level) reached.add(t.upper);
    }
  }
  return reached.size === count;
}
