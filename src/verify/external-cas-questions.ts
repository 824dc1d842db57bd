/**
 * What nerdamer and Algebrite are asked about a current: its derivative at Δ = 0, and whether its even part vanishes.
 * The exponentials are letters of their own (X_L, X_R are independent variables), so that both see rational functions.
 */
import { bigRational, type BigRational, rationalArithmetic } from "../../numeric/arithmetic/semifield.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type FactoredFraction } from "../../symbolic/fraction/factored-fraction.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { renameVariables, termCount, termsOf } from "../../symbolic/polynomial/structure.js";
import { add, isZero } from "../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  reversal,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../symbolic/thermal/variables.js";
import { parseExactNumber } from "../input/exact-number.js";
import { reversedCurrent } from "../expansion/series.js";
import { type Check, compare, statement, type Unanswered } from "./comparison.js";
import { type Derivation } from "./derivation.js";
import { randomSource } from "../input/random-source.js";
import { type Answer, type Question, type SecondOpinion } from "./external-cas.js";

/** Without d, e, i, j: derivative, Euler's number and imaginary units. */
const LETTERS = "abcfghklmnopqrstuvwxyz";
/** Larger currents take these systems minutes: they are asked with numbers for most of the letters. */
const MOST_TERMS = 30;
/** Nobody can differentiate text of this length in the time there is. */
const LONGEST_QUESTION = 100_000;

/** What came of the questions. */
export interface Opinions {
  readonly checks: Check[];
  readonly unanswered: Unanswered[];
}

type Values = ReadonlyMap<number, BigRational>;

/**
 * Asks one system both questions about the current of a junction: first in letters; where that is too much for it, with
 * numbers for all letters but one, for the even part under the name "even part at a point".
 * @param hurried  ask in numbers at once
 */
export async function opinionsOn(
  derivation: Derivation,
  opinion: SecondOpinion,
  seed: number,
  limit: number,
  hurried = false,
): Promise<Opinions> {
  const { variables: v, current } = derivation;
  const junction = current.junction.name;
  const { system } = opinion;
  const { numerator, denominator } = current.current;
  const names = [`derivative at 0 ${system}`, `even part ${system}`] as const;
  const declined = (reason: string): Opinions => ({
    checks: [],
    unanswered: names.map((name) => ({ name, junction, reason })),
  });
  if (v.root !== 1 || v.formalFunctions.length > 0) return declined("not a rational function");
  if (limit <= 0) return declined("not asked: the time for all questions was used up");
  const size = termCount(numerator) + termCount(denominator);
  const inLetters = !hurried && size <= MOST_TERMS && variableCount(v) <= LETTERS.length;
  const parts = [await evenPart(), await derivative()];
  return { checks: parts.flatMap((p) => p.checks), unanswered: parts.flatMap((p) => p.unanswered) };

  async function evenPart(): Promise<Opinions> {
    const map = reversal(v);
    const claimed = isZero(add(current.current, reversedCurrent(current))) ? "zero" : "not zero";
    const ask = async (name: string, write: (p: Polynomial) => string): Promise<Opinions> => {
      const [n, d] = [numerator, denominator].map(write);
      const [nr, dr] = [numerator, denominator].map((p) => write(renameVariables(p, map)));
      const answer = await asked({ kind: "expand", expression: `(${n})*(${dr})+(${nr})*(${d})` });
      if (answer.kind === "none") return unanswered(name, answer.reason);
      const found = answer.text.trim() === "0" ? "zero" : "not zero";
      return { checks: [statement(junction, name, claimed, found, claimed === found)], unanswered: [] };
    };
    const whole = inLetters ? await ask(names[1], (p) => text(p, v, new Map())) : unanswered(names[1], "");
    if (whole.checks.length > 0) return whole;
    const numbers = without(genericPoint(v, seed), new Set([boltzmannIndex(v, "L", 0)]));
    return ask(`even part at a point ${system}`, (p) => text(p, v, numbers));
  }

  /** dJ/dΔ by the chain rule from their partial derivatives, at rational numbers for every letter. */
  async function derivative(): Promise<Opinions> {
    const at = rationalPoint(v, seed);
    const { mul, add: plus, sub, div } = rationalArithmetic;
    const T = at.get(temperatureIndex(v, "L")) as BigRational;
    let sum = rationalArithmetic.zero;
    const half = bigRational(1n, 2n);
    const steps: (readonly [number, BigRational])[] = [
      [temperatureIndex(v, "L"), half],
      [temperatureIndex(v, "R"), sub(rationalArithmetic.zero, half)],
      ...v.energies.flatMap((energy, i) => {
        const b = div(value(energy.numerator, at), bigRational(energy.denominator));
        const q = at.get(boltzmannIndex(v, "L", i)) as BigRational;
        const slope = div(mul(half, mul(q, b)), mul(T, T));
        return [
          [boltzmannIndex(v, "L", i), slope],
          [boltzmannIndex(v, "R", i), sub(rationalArithmetic.zero, slope)],
        ] as const;
      }),
    ];
    let whole = inLetters;
    for (const [index, slope] of steps) {
      const ask = (numbers: Values): Promise<Answer> => {
        const left = Object.fromEntries(
          [...at].filter(([i]) => !numbers.has(i)).map(([i, x]) => [letter(i), formatFraction(x)]),
        );
        const expression = `(${text(numerator, v, numbers)})/(${text(denominator, v, numbers)})`;
        return asked({ kind: "derivative", expression, variable: letter(index), at: left });
      };
      let answer: Answer = whole ? await ask(new Map()) : { kind: "none", reason: "" };
      if (answer.kind === "none") {
        whole = false;
        answer = await ask(without(at, new Set([index])));
      }
      if (answer.kind === "none") return unanswered(names[0], answer.reason);
      const partial = readFraction(answer.text);
      if (!partial) return unanswered(names[0], `not a rational number: ${answer.text.slice(0, 60)}`);
      sum = plus(sum, mul(slope, partial));
    }
    const claimed = formatFraction(factored(derivation.coefficient(1), meanValues(v, at)));
    return { checks: [compare(junction, names[0], claimed, formatFraction(sum), "0")], unanswered: [] };
  }

  async function asked(question: Question): Promise<Answer> {
    const { length } = question.expression;
    if (length > LONGEST_QUESTION) return { kind: "none", reason: `not asked: ${length} characters` };
    return opinion.ask(question, limit);
  }

  function unanswered(name: string, reason: string): Opinions {
    return { checks: [], unanswered: [{ name, junction, reason }] };
  }
}

/** The letter of a variable; beyond the alphabet letters repeat, and such expressions hold one of them only. */
const letter = (index: number): string => LETTERS[index % LETTERS.length] as string;
const formatFraction = ({ numerator, denominator }: ExactNumber): string =>
  denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;

function readFraction(text: string): BigRational | null {
  return /^-?\(?-?\d+(\/\d+)?\)?$/.test(text.trim())
    ? (({ numerator, denominator }) => bigRational(numerator, denominator))(
        parseExactNumber(text.replace(/[()]/g, "")),
      )
    : null;
}

/** Values without those of some variables. */
function without(values: Values, kept: ReadonlySet<number>): Values {
  return new Map([...values].filter(([index]) => !kept.has(index)));
}

/** A polynomial as text in single letters, with numbers for some of them. */
function text(p: Polynomial, v: ThermalVariables, numbers: Values): string {
  const { mul, add: plus, zero } = rationalArithmetic;
  const collected = new Map<string, BigRational>();
  for (const { coefficient, exponents } of termsOf(p, variableCount(v))) {
    let factor = bigRational(coefficient);
    const powers = exponents.flatMap((e, i) => {
      if (e === 0) return [];
      const number = numbers.get(i);
      if (number) factor = mul(factor, power(number, e));
      return number ? [] : [e === 1 ? letter(i) : `${letter(i)}^${e}`];
    });
    const key = powers.map((x) => `*${x}`).join("");
    collected.set(key, plus(collected.get(key) ?? zero, factor));
  }
  const terms = [...collected].map(([powers, c]) => `(${formatFraction(c)})${powers}`);
  return terms.length === 0 ? "0" : terms.join("+");
}

/** Integers for every letter, those of the two ends unrelated: fractions would cost these systems most of their time. */
function genericPoint(v: ThermalVariables, seed: number): Values {
  const random = randomSource(seed);
  return new Map(
    Array.from({ length: variableCount(v) }, (_, i) => [
      i,
      bigRational(BigInt(2 + Math.floor(random() * 97))),
    ]),
  );
}

/** Rational numbers for every letter, with T_L = T_R and X_L = X_R. */
function rationalPoint(v: ThermalVariables, seed: number): Map<number, BigRational> {
  const random = randomSource(seed);
  const pick = (below: number) =>
    bigRational(BigInt(1 + Math.floor(random() * below)), BigInt(2 + Math.floor(random() * 7)));
  const at = new Map<number, BigRational>();
  v.parameters.forEach((_, i) => at.set(i, pick(9)));
  const T = pick(9);
  for (const side of ["L", "R"] as const) at.set(temperatureIndex(v, side), T);
  v.energies.forEach((_, i) => {
    const q = bigRational(1n, BigInt(3 + Math.floor(random() * 8)));
    for (const side of ["L", "R"] as const) at.set(boltzmannIndex(v, side, i), q);
  });
  return at;
}

/** The same point in the variables after the expansion: T_a = 2T, q. */
function meanValues(v: ThermalVariables, at: ReadonlyMap<number, BigRational>): Map<number, BigRational> {
  const mean = new Map([...at].filter(([i]) => i < v.parameters.length));
  const T = at.get(temperatureIndex(v, "L")) as BigRational;
  mean.set(meanTemperatureIndex(v), rationalArithmetic.add(T, T));
  v.energies.forEach((_, i) => {
    mean.set(meanBoltzmannIndex(v, i), at.get(boltzmannIndex(v, "L", i)) as BigRational);
  });
  return mean;
}

function power(x: BigRational, e: number): BigRational {
  const n = BigInt(Math.abs(e));
  const p = bigRational(x.numerator ** n, x.denominator ** n);
  return e < 0 ? rationalArithmetic.div(rationalArithmetic.one, p) : p;
}

function value(p: Polynomial, at: ReadonlyMap<number, BigRational>): BigRational {
  const count = Math.max(...at.keys()) + 1;
  return termsOf(p, count).reduce((sum, { coefficient, exponents }) => {
    const term = exponents.reduce(
      (product, e, i) =>
        e === 0 ? product : rationalArithmetic.mul(product, power(at.get(i) as BigRational, e)),
      bigRational(coefficient),
    );
    return rationalArithmetic.add(sum, term);
  }, rationalArithmetic.zero);
}

function factored(f: FactoredFraction, at: ReadonlyMap<number, BigRational>): BigRational {
  const { mul, div } = rationalArithmetic;
  let result = mul(bigRational(f.constant.numerator, f.constant.denominator), value(f.numerator, at));
  f.monomial.forEach((e, i) => {
    if (e !== 0) result = mul(result, power(at.get(i) as BigRational, e));
  });
  for (const { base, exponent } of f.denominator) result = div(result, power(value(base, at), exponent));
  return result;
}
