/** The identity of a certificate for the proof checker: its current is the junction's, and what follows for the parameters. */
import {
  type Certificate,
  type CertificateCoefficient,
  type CertificateHeader,
  type ClosedCertificate,
  type LadderModel,
  type CoherencesCertificate,
  type LevelsCertificate,
} from "../certificate/format.js";
import { checkCornerCoefficients, checkParts, mirrorOf, type Parts } from "./algebra/corner.js";
import { type Divisor } from "./algebra/divisors.js";
import { isLadderCurrent } from "./algebra/ladder.js";
import { checkCoherences } from "./algebra/coherences.js";
import { checkLevels } from "./algebra/levels.js";
import {
  type Expanded,
  constantOf,
  demand,
  involves,
  NOTHING,
  plus,
  renamed,
  same,
  times,
  toThe,
  variableOf,
} from "./algebra/polynomial.js";
import { statedRate } from "./algebra/rate.js";
import { type Quotient, readPolynomial, readQuotient } from "./algebra/reader.js";
import { coordinates, junctionNames, type LadderEnd, readFraction, type Ring } from "./algebra/ring.js";

/** What the identity of a certificate says of the parameters. */
export interface Identity {
  /** Polynomials in the parameters that vanish where the current is odd. */
  readonly hypotheses: readonly Expanded[];
  /** Polynomials in the parameters; where they vanish the current is odd. */
  readonly consequences: readonly Expanded[];
  /** Numerators of rates that do not vanish identically. */
  readonly rates: { readonly L?: Expanded; readonly R?: Expanded };
  /** What it divides by. */
  readonly divisors: readonly Divisor[];
  /** What the current was found to be, for what is claimed beside the verdict. */
  readonly current: CheckedCurrent;
}

/** The current as the certificate's identity has it. */
export type CheckedCurrent =
  /** J(Δ) + J(−Δ) = numerator/denominator. Ladders with their ends. */
  | { readonly kind: "closed"; readonly even: Quotient; readonly ends?: readonly [LadderEnd, LadderEnd] }
  | { readonly kind: "parts"; readonly parts: Parts; readonly ends: readonly [LadderEnd, LadderEnd] };

export function checkIdentity(c: Certificate, ring: Ring, done: (step: string) => void): Identity {
  if (c.identity === "levels") {
    const current = readFraction(ring, c.current);
    demand(current.denominator.size > 0, "the current has a zero denominator");
    const divisors = [...divisorsOfClosedForm(c, ring, current), ...checkLevels(c, ring, current)];
    done(
      "the rates are those of the baths, the populations their steady state, the current what the left bath gives",
    );
    const { even, hypotheses } = checkClosedForm(c, ring, current, done);
    return { hypotheses, consequences: hypotheses, rates: {}, divisors, current: { kind: "closed", even } };
  }
  if (c.identity === "coherences") {
    const current = readFraction(ring, c.current);
    demand(current.denominator.size > 0, "the current has a zero denominator");
    const divisors = [...divisorsOfClosedForm(c, ring, current), ...checkCoherences(c, ring, current)];
    done(
      "the rates are those of the baths, the density matrix is the steady state of the master equation and the only one that populations reach, the current what the left bath gives",
    );
    const { even, hypotheses } = checkClosedForm(c, ring, current, done);
    return { hypotheses, consequences: hypotheses, rates: {}, divisors, current: { kind: "closed", even } };
  }
  const gap = readQuotient(c.gap, junctionNames(ring));
  const boltzmann = checkBoltzmann(c, ring, gap);
  done("the energies are independent over the rationals; the Boltzmann factors of the gap");
  const [left, right] = [checkRate(c, ring, "L"), checkRate(c, ring, "R")];
  const [kL, kR] = [left.rate, right.rate];
  const rates = { L: kL.numerator, R: kR.numerator };
  done("the rates are those of the baths");
  const ends = [
    { rate: kL, boltzmann: boltzmann[0] as Expanded },
    { rate: kR, boltzmann: boltzmann[1] as Expanded },
  ] as const;
  const total = plus(times(kL.numerator, kR.denominator), times(kR.numerator, kL.denominator));
  const divisors = [...left.divisors, ...right.divisors, { name: "the sum of the rates", polynomial: total }];
  if (c.identity === "parts") {
    const parts = checkParts(c, ring, gap, ends);
    done("E and r are those of the junction");
    const mirror = mirrorOf(ring, parts);
    const consequences = [
      ...checkCoefficients(c.mirror.exchange, ring, mirror.exchange),
      ...checkCoefficients(c.mirror.ratio, ring, mirror.ratio),
    ];
    const hypotheses = checkCornerCoefficients(c, ring, parts);
    done(`${hypotheses.length} coefficients near the corners r = 0 and r = 1`);
    return {
      hypotheses,
      consequences,
      rates,
      current: { kind: "parts", parts, ends },
      divisors: [
        ...divisors,
        { name: "the denominator of E", polynomial: parts.exchange.denominator },
        { name: "the denominator of r", polynomial: parts.ratio.denominator },
      ],
    };
  }
  const current = readFraction(ring, c.current);
  demand(current.denominator.size > 0, "the current has a zero denominator");
  const weights = c.weights === "oscillator" ? c.weights : c.weights.map((w) => BigInt(w));
  demand(isLadderCurrent(ring, weights, gap, ends, current), "the current is not that of the junction");
  done("the current is that of the junction: the ladder formula multiplied out");
  const { even, hypotheses } = checkClosedForm(c, ring, current, done);
  return {
    hypotheses,
    consequences: hypotheses,
    rates,
    current: { kind: "closed", even, ends },
    divisors: [...divisors, ...divisorsOfClosedForm(c, ring, current)],
  };
}

/** The denominators of J = N/D and of its even part. */
function divisorsOfClosedForm(
  c: ClosedCertificate | LevelsCertificate | CoherencesCertificate,
  ring: Ring,
  current: Quotient,
): Divisor[] {
  return [
    { name: "the denominator of the current", polynomial: current.denominator },
    {
      name: "the denominator of the even part",
      polynomial: readPolynomial(c.evenPart.denominator, ring.plain),
    },
  ];
}

/** The rate of a ladder at one end. @throws ProofError if it is not that of the bath */
export function checkRate(
  c: CertificateHeader & LadderModel,
  ring: Ring,
  side: "L" | "R",
): { rate: Quotient; divisors: Divisor[] } {
  const rate = readFraction(ring, c.rates[side]);
  const stated = statedRate(c, ring, side, side === "L" ? c.left : c.right, c.gap);
  demand(
    stated.denominator.size > 0 && rate.denominator.size > 0 && rate.numerator.size > 0,
    `rate ${side}: zero, or a zero denominator`,
  );
  demand(
    same(times(rate.numerator, stated.denominator), times(stated.numerator, rate.denominator)),
    `rate ${side} is not that of the bath`,
  );
  const name = `the denominator of rate ${side}`;
  return { rate, divisors: [rate, stated].map(({ denominator }) => ({ name, polynomial: denominator })) };
}

function checkClosedForm(
  c: ClosedCertificate | LevelsCertificate | CoherencesCertificate,
  ring: Ring,
  current: Quotient,
  done: (step: string) => void,
): { even: Quotient; hypotheses: Expanded[] } {
  const even = checkEvenPart(c, ring, current);
  done("the even part: N*D' + N'*D = cofactor*numerator, D*D' = cofactor*denominator");
  const hypotheses = checkCoefficients(c.coefficients, ring, even.numerator);
  done(`its ${hypotheses.length} coefficients in the thermal variables`);
  return { even, hypotheses };
}

/** e^{−gap/T} at both ends. @throws ProofError if the stated monomials are not it */
export function checkBoltzmann(
  c: CertificateHeader & LadderModel,
  ring: Ring,
  gap: ReturnType<typeof readQuotient>,
): Expanded[] {
  const n = coordinates(ring, gap);
  demand(n !== undefined, "the gap is not a combination of the energies");
  const first = 1 + c.variables.formalFunctions.length;
  return (["L", "R"] as const).map((side) => {
    const monomial = readPolynomial(c.boltzmann[side], ring.plain);
    const expected = n.reduce(
      (m, e, i) =>
        times(m, toThe(variableOf(ring.ends[side][first + i] as number, ring.count), e, ring.count)),
      constantOf(1n, ring.count),
    );
    demand(
      n.every((e) => e >= 0) && same(monomial, expected),
      `the Boltzmann factor of the gap (${side}) is wrong`,
    );
    return expected;
  });
}

function checkEvenPart(
  c: ClosedCertificate | LevelsCertificate | CoherencesCertificate,
  ring: Ring,
  current: Quotient,
): Quotient {
  const numerator = readPolynomial(c.evenPart.numerator, ring.plain);
  const denominator = readPolynomial(c.evenPart.denominator, ring.plain);
  const cofactor = readPolynomial(c.evenPart.cofactor, ring.plain);
  const back = {
    numerator: renamed(current.numerator, ring.exchange),
    denominator: renamed(current.denominator, ring.exchange),
  };
  const sum = plus(times(current.numerator, back.denominator), times(back.numerator, current.denominator));
  demand(same(sum, times(cofactor, numerator)), "the numerator of the even part is wrong");
  demand(
    same(times(current.denominator, back.denominator), times(cofactor, denominator)),
    "the denominator of the even part is wrong",
  );
  return { numerator, denominator };
}

/** The coefficients add up to the numerator, each over its own monomial: they are all of them. */
export function checkCoefficients(
  list: readonly CertificateCoefficient[],
  ring: Ring,
  numerator: Expanded,
): Expanded[] {
  const parameters = Array.from({ length: ring.parameterCount }, (_, i) => i);
  const thermal = [...ring.ends.L, ...ring.ends.R];
  const seen = new Set<string>();
  let sum: Expanded = NOTHING;
  const values = list.map(({ monomial, value }) => {
    const m = readPolynomial(monomial, ring.plain);
    const [key, unit] = [...m][0] ?? ["", 0n];
    demand(
      m.size === 1 && unit === 1n && !involves(m, parameters),
      "a coefficient does not stand by a monomial",
    );
    demand(!seen.has(key), "a monomial occurs twice");
    seen.add(key);
    const p = readPolynomial(value, ring.plain);
    demand(p.size > 0 && !involves(p, thermal), "a coefficient is zero or depends on the temperatures");
    sum = plus(sum, times(m, p));
    return p;
  });
  demand(same(sum, numerator), "the coefficients do not add up to the numerator");
  return values;
}
