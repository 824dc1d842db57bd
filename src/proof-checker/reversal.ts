/**
 * Verifies a certificate of what becomes of the statistics, or of the noise, under Δ → −Δ: that the stated quantities are those of the
 * junction, that the stated coefficients are all of their changes', and the case distinction over them. For one mode the
 * theorem of docs/fluctuations.md makes the equations necessary and sufficient; its identities are expanded for arbitrary rates.
 */
import {
  type CertificateChange,
  INDEPENDENCE,
  type MeanReversalCertificate,
  MODE_CHANGES,
  type ModeReversalCertificate,
  REVERSAL_LEMMA,
  REVERSAL_STATEMENTS,
  type ReversalCertificate,
  RUNG_CHANGES,
} from "../certificate/format.js";
import { characteristicChange } from "./algebra/characteristic.js";
import { type Divisor } from "./algebra/divisors.js";
import { transitionsOf } from "./algebra/levels.js";
import {
  constantOf,
  demand,
  type Expanded,
  involves,
  NOTHING,
  plus,
  ProofError,
  renamed,
  same,
  times,
  variableOf,
  withoutVariables,
} from "./algebra/polynomial.js";
import { difference, equal, multiple, product, sum } from "./algebra/quotient.js";
import { type Quotient, readPolynomial, readQuotient } from "./algebra/reader.js";
import { junctionNames, type LadderEnd, readFraction, type Ring, ringOf } from "./algebra/ring.js";
import { checkSystems, type ProofCheck } from "./check.js";
import { checkBoltzmann, checkCoefficients, checkIdentity, checkRate } from "./identity.js";
import { asReversal } from "./shape.js";
import { junctionStatement } from "./statement.js";
import { checkStatements } from "./statements.js";
import { type SizeBound } from "../input/size-limit.js";

/**
 * Checks a certificate of the statistics or the noise at −Δ read from JSON.
 * @param bound  how much is expanded at most
 * @throws InputError if it does not have the form of one, or its expansions are too large
 */
export function checkReversal(data: unknown, bound: SizeBound = {}): ProofCheck {
  const c = asReversal(data);
  const verified: string[] = [];
  try {
    const ring = ringOf(c, bound);
    demand(c.variables.independence === INDEPENDENCE, "the argument for independence was altered");
    checkStatements(c);
    const done = (step: string): void => void verified.push(step);
    if (isOfMode(c)) verifyMode(c, ring, done);
    else verifyByMean(c, ring, done);
    return {
      accepted: true,
      verified,
      statement: { claim: claimOf(c), ...junctionStatement(c, ring, assumed(c)) },
    };
  } catch (error) {
    if (error instanceof ProofError) return { accepted: false, reason: error.message, verified };
    throw error;
  }
}

/** The same of an answer of `conditions --of … --json` that holds the certificate: its verdict has to be that of the proof. */
export function checkReversalAnswer(
  answer: ReadonlyMap<string, unknown>,
  proof: unknown,
  bound: SizeBound = {},
): ProofCheck {
  const result = checkReversal(proof, bound);
  if (!result.accepted || answer.has("format")) return result;
  const c = asReversal(proof);
  const of = c.theorem === "reversal of the noise" ? "noise" : "statistics";
  const stated = { of, junction: c.junction, rectifies: c.rectifies, vanishesIff: c.vanishesIff };
  const wrong = Object.entries(stated).find(
    ([key, value]) => JSON.stringify(answer.get(key)) !== JSON.stringify(value),
  );
  if (wrong === undefined) return result;
  return {
    accepted: false,
    reason: `the answer's "${wrong[0]}" is not what is proved`,
    verified: result.verified,
  };
}

function isOfMode(c: ReversalCertificate): c is ModeReversalCertificate {
  return "weights" in c && !("coefficients" in c);
}

/** What the verdict assumes beyond the junction. */
function assumed(c: ReversalCertificate): string[] {
  return c.variables.energies.length > 1 && c.rectifies !== "never"
    ? [`no integer relation among the energies ${c.variables.energies.join(", ")}`]
    : [];
}

function claimOf({ theorem, rectifies, vanishesIff }: ReversalCertificate): string {
  const [what, law] =
    theorem === "reversal of the statistics"
      ? ["the statistics", "G(lambda; -Delta) = G(-lambda; Delta)"]
      : ["the noise", "S(-Delta) = S(Delta)"];
  const where = vanishesIff.map((l) => l.join(" and ")).join(", or ");
  switch (rectifies) {
    case "never":
      return `${what} is never rectified: ${law}`;
    case "always":
      return `${what} is rectified whatever the parameters: never ${law} at all temperatures`;
    case "conditionally":
      return `${what} is rectified, except where ${where}: there ${law}`;
    case "undecided":
      return `undecided: where ${law}, the raw equations hold; the converse is not proved`;
  }
}

function verifyMode(c: ModeReversalCertificate, ring: Ring, done: (step: string) => void): void {
  const noise = c.theorem === "reversal of the noise";
  demand(c.statement === REVERSAL_STATEMENTS[noise ? "noise" : "mode"], "the statement was altered");
  demand(
    c.weights === "oscillator" || (c.weights.length === 1 && c.weights[0] === "1"),
    "the theorem is one of two levels and the oscillator",
  );
  checkLemma(c, noise ? [] : REVERSAL_LEMMA);
  if (!noise) done(`the theorem of one mode: ${REVERSAL_LEMMA.length} identities for arbitrary rates`);
  const gap = readQuotient(c.gap, junctionNames(ring));
  const ends = endsOf(c, ring, gap);
  done("the rates are those of the baths");
  const s = c.weights === "oscillator" ? -1n : 1n;
  const values = noise ? [noiseOf(ring, gap, ends.ends, s)] : modeValues(ring, ends.ends, s);
  const names = noise ? ["S"] : MODE_CHANGES;
  const changes = checkChanges(c.changes, ring, names, values, done);
  checkSystems(
    c,
    ring,
    {
      hypotheses: changes.coefficients,
      consequences: changes.coefficients,
      rates: { L: ends.ends[0].rate.numerator, R: ends.ends[1].rate.numerator },
      divisors: [...ends.divisors, ...changes.divisors],
    },
    done,
    "each system of equations makes every coefficient vanish",
  );
}

/** Ladders and levels: the mean current's systems, on each of which the characteristic polynomial does not change. */
function verifyByMean(c: MeanReversalCertificate, ring: Ring, done: (step: string) => void): void {
  demand(c.theorem === "reversal of the statistics", "the noise of such a junction has no certificate");
  demand(
    c.statement === REVERSAL_STATEMENTS[c.identity === "levels" ? "levels" : "ladder"],
    "the statement was altered",
  );
  checkLemma(c, []);
  const mean = checkIdentity(c, ring, done);
  if (c.identity === "levels") {
    demand(
      c.changes.length === 0,
      "of levels the characteristic polynomial is expanded here, and not stated",
    );
    const change = characteristicChange(c.levels.energies.length, transitionsOf(c, ring), ring);
    const consequences = change.flatMap((p) => byThermalMonomials(p, ring));
    done(`the change of the characteristic polynomial: ${consequences.length} coefficients`);
    demand(
      c.leaves.every((leaf) => leaf.last === undefined) || consequences.length === 0,
      "a system ends in an equation that is not solved",
    );
    // Nothing can be divided by what is not zero: of no coefficients there are no cofactors.
    checkSystems(c, ring, { ...mean, consequences }, done, SUFFICIENT);
    return;
  }
  const { ends } = endsOf(c, ring, readQuotient(c.gap, junctionNames(ring)));
  const values = rungValues(ends);
  const changes = checkChanges(c.changes, ring, RUNG_CHANGES, values, done);
  checkSystems(
    c,
    ring,
    { ...mean, consequences: changes.coefficients, divisors: [...mean.divisors, ...changes.divisors] },
    done,
    SUFFICIENT,
  );
}

const SUFFICIENT = "each system of equations leaves the characteristic polynomial unchanged";

/** The identities are those known, and each holds: expanded in symbols of its own. */
function checkLemma(
  c: ReversalCertificate,
  expected: readonly { readonly claim: string; readonly identity: string }[],
): void {
  demand(
    c.lemma.length === expected.length &&
      expected.every(
        ({ claim, identity }, i) => c.lemma[i]?.claim === claim && c.lemma[i].identity === identity,
      ),
    "the theorem's identities were altered",
  );
  for (const { identity } of c.lemma) {
    const names = [...new Set(identity.match(/[A-Za-z]\w*/g) ?? [])];
    const one = constantOf(1n, names.length);
    const meaning = {
      count: names.length,
      symbol: (name: string): Quotient | undefined => {
        const i = names.indexOf(name);
        return i < 0 ? undefined : { numerator: variableOf(i, names.length), denominator: one };
      },
    };
    const sides = identity.split("=").map((side) => readPolynomial(side, meaning));
    demand(
      sides.length === 2 && same(sides[0] as Expanded, sides[1] as Expanded),
      "an identity of the theorem does not hold",
    );
  }
}

interface Ends {
  readonly ends: readonly [LadderEnd, LadderEnd];
  readonly divisors: readonly Divisor[];
}

function endsOf(c: Parameters<typeof checkRate>[0], ring: Ring, gap: Quotient): Ends {
  const boltzmann = checkBoltzmann(c, ring, gap);
  const [left, right] = [checkRate(c, ring, "L"), checkRate(c, ring, "R")];
  return {
    ends: [
      { rate: left.rate, boltzmann: boltzmann[0] as Expanded },
      { rate: right.rate, boltzmann: boltzmann[1] as Expanded },
    ],
    divisors: [...left.divisors, ...right.divisors],
  };
}

const timesPolynomial = (q: Quotient, p: Expanded): Quotient => ({ ...q, numerator: times(q.numerator, p) });

/** K and k_Lk_R. */
function modeValues(ring: Ring, [L, R]: Ends["ends"], s: bigint): Quotient[] {
  const dressed = ({ rate, boltzmann }: LadderEnd): Quotient =>
    timesPolynomial(rate, plus(constantOf(1n, ring.count), boltzmann, s));
  return [sum([dressed(L), dressed(R)], ring), product(L.rate, R.rate)];
}

/** The quantities of a rung. */
function rungValues([L, R]: Ends["ends"]): Quotient[] {
  const total = (a: Quotient, b: Quotient): Quotient => difference(a, multiple(b, -1n));
  return [
    total(L.rate, R.rate),
    total(timesPolynomial(L.rate, L.boltzmann), timesPolynomial(R.rate, R.boltzmann)),
    product(L.rate, R.rate),
  ];
}

/** ω²[(p + m)K² − 2s(p − m)²]/K³. */
function noiseOf(ring: Ring, gap: Quotient, ends: Ends["ends"], s: bigint): Quotient {
  const [K, both] = modeValues(ring, ends, s) as [Quotient, Quotient];
  const [XL, XR] = [ends[0].boltzmann, ends[1].boltzmann];
  const inverse = { numerator: K.denominator, denominator: K.numerator };
  const first = product(timesPolynomial(both, plus(XL, XR)), inverse);
  const flow = product(timesPolynomial(both, plus(XL, XR, -1n)), inverse);
  const second = multiple(product(product(flow, flow), inverse), 2n * s);
  return product(product(gap, gap), difference(first, second));
}

function checkChanges(
  list: readonly CertificateChange[],
  ring: Ring,
  names: readonly string[],
  values: readonly Quotient[],
  done: (step: string) => void,
): { readonly coefficients: Expanded[]; readonly divisors: Divisor[] } {
  demand(
    list.length === names.length && list.every(({ name }, i) => name === names[i]),
    "a change is missing, or one too many",
  );
  const coefficients: Expanded[] = [];
  const divisors: Divisor[] = [];
  list.forEach((c, i) => {
    const value = readFraction(ring, c.value);
    demand(value.denominator.size > 0, `${c.name} has a zero denominator`);
    demand(equal(value, values[i] as Quotient), `${c.name} is not that of the junction`);
    const change = readFraction(ring, c.change);
    const cofactor = readPolynomial(c.change.cofactor, ring.plain);
    const back = {
      numerator: renamed(value.numerator, ring.exchange),
      denominator: renamed(value.denominator, ring.exchange),
    };
    const whole = difference(value, back);
    demand(
      same(whole.numerator, times(cofactor, change.numerator)) &&
        same(whole.denominator, times(cofactor, change.denominator)),
      `the change of ${c.name} is wrong`,
    );
    coefficients.push(...checkCoefficients(c.coefficients, ring, change.numerator));
    divisors.push(
      { name: `the denominator of ${c.name}`, polynomial: value.denominator },
      { name: `the denominator of the change of ${c.name}`, polynomial: change.denominator },
    );
  });
  done(`${names.join(", ")} and their changes: ${coefficients.length} coefficients in the thermal variables`);
  return { coefficients, divisors };
}

/** The coefficients of a polynomial by its monomials in the thermal variables. */
function byThermalMonomials(p: Expanded, ring: Ring): Expanded[] {
  const parameters = Array.from({ length: ring.parameterCount }, (_, i) => i);
  const thermal = [...ring.ends.L, ...ring.ends.R];
  if (!involves(p, thermal)) return p.size === 0 ? [] : [p];
  const found = new Map<string, Expanded>();
  for (const [m, k] of p) {
    const outer = withoutVariables(m, parameters);
    const inner = withoutVariables(m, thermal);
    found.set(outer, plus(found.get(outer) ?? NOTHING, new Map([[inner, k]])));
  }
  return [...found.values()];
}
