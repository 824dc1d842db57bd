/**
 * The independent proof checker: re-verifies a certificate by expanding polynomials. It shares no algebra with the
 * program that writes certificates; docs/proofs.md says what each step establishes.
 */
import {
  type Certificate,
  type CertificateCoefficient,
  type ClosedCertificate,
  INDEPENDENCE,
  type LevelsCertificate,
  type PartsCertificate,
} from "./certificate.js";
import { checkCornerCoefficients, checkParts, mirrorOf } from "./check-proof-corner.js";
import { type Divisor } from "./check-proof-divisors.js";
import { checkStatements } from "./check-proof-junction.js";
import { checkLeaf } from "./check-proof-leaf.js";
import { checkLevels } from "./check-proof-levels.js";
import {
  type Expanded,
  constantOf,
  demand,
  involves,
  NOTHING,
  plus,
  ProofError,
  renamed,
  same,
  sameUpToSign,
  times,
  toThe,
  variableOf,
} from "./check-proof-polynomial.js";
import { type Quotient, readPolynomial, readQuotient } from "./check-proof-reader.js";
import {
  coordinates,
  isLadderCurrent,
  readFraction,
  type Ring,
  ringOf,
  statedRate,
  junctionNames,
} from "./check-proof-ring.js";
import { type CheckedLeaf, checkTree } from "./check-proof-tree.js";
import { asCertificate } from "./check-proof-shape.js";

/** What the checker found. */
export interface ProofCheck {
  readonly accepted: boolean;
  /** What is wrong, if the certificate is rejected. */
  readonly reason?: string;
  /** What was verified, in order. */
  readonly verified: readonly string[];
}

/**
 * Checks a certificate read from JSON.
 * @throws InputError if it does not have the form of a certificate at all
 */
export function checkProof(data: unknown): ProofCheck {
  const certificate = asCertificate(data);
  const verified: string[] = [];
  try {
    verify(certificate, (step) => verified.push(step));
    return { accepted: true, verified };
  } catch (error) {
    if (error instanceof ProofError) return { accepted: false, reason: error.message, verified };
    throw error;
  }
}

function verify(c: Certificate, done: (step: string) => void): void {
  const ring = ringOf(c);
  demand(c.variables.independence === INDEPENDENCE, "the argument for independence was altered");
  checkStatements(c);
  const { hypotheses, consequences, rates, divisors } = checkIdentity(c, ring, done);
  const leaves = c.leaves.map((_, i) => checkLeaf(c, ring, consequences, divisors, i));
  done(
    c.identity === "parts"
      ? "each system of equations makes E' = -E and r' = r, so that the current is odd"
      : "each system of equations makes every coefficient vanish",
  );
  const complete = checkTree(c, ring, hypotheses, leaves, rates, divisors);
  if (complete) done("where no system holds, a coefficient does not vanish");
  checkVerdict(c, ring, hypotheses, leaves, complete);
  done(`so: ${c.rectifies}`);
}

/** What the identity of a certificate says of the parameters. */
interface Identity {
  /** Polynomials in the parameters that vanish where the current is odd. */
  readonly hypotheses: readonly Expanded[];
  /** Polynomials in the parameters; where they vanish the current is odd. */
  readonly consequences: readonly Expanded[];
  /** Numerators of rates that do not vanish identically. */
  readonly rates: { readonly L?: Expanded; readonly R?: Expanded };
  /** What it divides by. */
  readonly divisors: readonly Divisor[];
}

function checkIdentity(c: Certificate, ring: Ring, done: (step: string) => void): Identity {
  if (c.identity === "levels") {
    const current = readFraction(ring, c.current);
    demand(current.denominator.size > 0, "the current has a zero denominator");
    const divisors = [...divisorsOfClosedForm(c, ring, current), ...checkLevels(c, ring, current)];
    done(
      "the rates are those of the baths, the populations their steady state, the current what the left bath gives",
    );
    const hypotheses = checkClosedForm(c, ring, current, done);
    return { hypotheses, consequences: hypotheses, rates: {}, divisors };
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
  const hypotheses = checkClosedForm(c, ring, current, done);
  return {
    hypotheses,
    consequences: hypotheses,
    rates,
    divisors: [...divisors, ...divisorsOfClosedForm(c, ring, current)],
  };
}

/** The denominators of J = N/D and of its even part. */
function divisorsOfClosedForm(
  c: ClosedCertificate | LevelsCertificate,
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

function checkRate(
  c: ClosedCertificate | PartsCertificate,
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
  c: ClosedCertificate | LevelsCertificate,
  ring: Ring,
  current: Quotient,
  done: (step: string) => void,
): Expanded[] {
  const even = checkEvenPart(c, ring, current);
  done("the even part: N*D' + N'*D = cofactor*numerator, D*D' = cofactor*denominator");
  const coefficients = checkCoefficients(c.coefficients, ring, even);
  done(`its ${coefficients.length} coefficients in the thermal variables`);
  return coefficients;
}

function checkBoltzmann(
  c: ClosedCertificate | PartsCertificate,
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

function checkEvenPart(c: ClosedCertificate | LevelsCertificate, ring: Ring, current: Quotient): Expanded {
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
  return numerator;
}

/** The coefficients add up to the numerator, each over its own monomial: they are all of them. */
function checkCoefficients(
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

function checkVerdict(
  c: Certificate,
  ring: Ring,
  coefficients: readonly Expanded[],
  leaves: readonly CheckedLeaf[],
  complete: boolean,
): void {
  const equation = (text: string): Expanded => {
    const sides = text.split("=").map((side) => readPolynomial(side, ring.plain));
    demand(sides.length === 2, "an equation without its two sides");
    return plus(sides[0] as Expanded, sides[1] as Expanded, -1n);
  };
  const stated = c.vanishesIff.map((list) => list.map(equation));
  if (!complete) {
    demand(c.rectifies === "undecided" && stated.length === 1, "the verdict is claimed but a case is open");
    const [raw] = stated as [Expanded[]];
    demand(
      coefficients.every((p) => raw.some((e) => sameUpToSign(e, p))) &&
        raw.every((e) => coefficients.some((p) => sameUpToSign(e, p))),
      "the raw equations are not the coefficients",
    );
    return;
  }
  demand(
    stated.length === leaves.length &&
      stated.every((list, i) => {
        const { equations } = leaves[i] as CheckedLeaf;
        return (
          list.length === equations.length && list.every((e, k) => sameUpToSign(e, equations[k] as Expanded))
        );
      }),
    "the conditions are not those proved",
  );
  const expected =
    leaves.length === 0 ? "always" : leaves.some((l) => l.equations.length === 0) ? "never" : "conditionally";
  demand(c.rectifies === expected, `the verdict is ${c.rectifies}, what is proved is ${expected}`);
  demand(expected !== "never" || leaves.length === 1, "the systems are not irredundant");
}
