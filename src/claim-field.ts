/**
 * Formulas of the user's in the field of a junction's quantity, where equality is decided by normal form.
 *
 * The exponents that occur in the formula and in the quantity are rational functions of the parameters and
 * temperatures. A ℤ-basis of them, over one common denominator, gives one variable e^{basis element} each. They are
 * algebraically independent over the rational functions if no rational combination of the exponents is a constant
 * (Kolchin–Ostrowski: an exponential of a nonconstant rational function is transcendental).
 */
import { type Expression } from "../symbolic/expression.js";
import { multiply as multiplyPolynomials, type Polynomial } from "../symbolic/polynomial.js";
import { divideKnown, gcd } from "../symbolic/polynomial-gcd.js";
import { fromTerms, type Term, termsOf } from "../symbolic/polynomial-structure.js";
import {
  constant,
  fraction,
  isZero,
  multiply,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
} from "../symbolic/rational-function.js";
import { operands } from "./build-expression.js";
import { type EnergyBasis, energyBasis } from "./energy-basis.js";
import { InputError } from "./errors.js";
import { type ExpressionMeaning, rationalValue } from "./exact-rate.js";

/** The formula cannot be brought into the field; the claim stays undecided for this reason. */
export class OutsideFieldError extends Error {
  override readonly name = "OutsideFieldError";
}

/** Where formulas about one quantity live before exponentials are considered. */
export interface ClaimSetting {
  /** Number of variables of the quantity's ring. */
  readonly count: number;
  /** The quantity, in that ring. */
  readonly truth: RationalFunction;
  /** Exponentials of that ring: variable `index` is e^{exponent}. */
  readonly exponentials: readonly { readonly index: number; readonly exponent: RationalFunction }[];
  /** Value of a name that a formula may use; undefined if it may not. */
  readonly symbol: (name: string) => RationalFunction | undefined;
  /** Values of functions such as n_B_L(x) in terms of exp, as trees. */
  readonly definition: (name: string, argument: Expression) => Expression | undefined;
}

/** The quantity and the formula in one ring. */
export interface ClaimField {
  readonly truth: RationalFunction;
  readonly claim: RationalFunction;
  /** Number of variables without the exponentials, and the exponent of each exponential after them. */
  readonly count: number;
  readonly exponents: readonly RationalFunction[];
}

/** Replaces calls by their definitions, so that exp and the hyperbolic functions are the only ones left. */
export function expandDefinitions(e: Expression, definition: ClaimSetting["definition"]): Expression {
  const visit = (x: Expression): Expression => expandDefinitions(x, definition);
  switch (e.type) {
    case "number":
    case "symbol":
      return e;
    case "sum":
      return { ...e, terms: e.terms.map(visit) };
    case "product":
      return { ...e, factors: e.factors.map(visit) };
    case "power":
      return { ...e, base: visit(e.base) };
    case "call": {
      const args = e.arguments.map(visit);
      const [argument] = args;
      const defined = argument === undefined ? undefined : definition(e.name, argument);
      return defined ?? { ...e, arguments: args };
    }
  }
}

/**
 * Brings quantity and formula into one field.
 * @param claim  after `expandDefinitions`
 * @throws OutsideFieldError if the formula is not rational in exponentials of rational functions
 * @throws InputError for unknown names
 */
export function claimField(setting: ClaimSetting, claim: Expression): ClaimField {
  const plain = meaningOf(setting, () => {
    throw new OutsideFieldError("an exponential inside an exponent");
  });
  const argument = (x: Expression): RationalFunction => rational(x, plain);
  const found: RationalFunction[] = setting.exponentials.map((e) => e.exponent);
  collect(claim, (x, factor) => found.push(multiply(argument(x), constant(factor))));
  const lattice = exponentLattice(found, setting.count);
  const y = (i: number): RationalFunction => variable(setting.count + i);
  const exponential = (exponent: RationalFunction): RationalFunction =>
    lattice.coordinates(exponent).reduce((p, n, i) => multiply(p, power(y(i), n)), ONE);
  const whole: ExpressionMeaning = {
    ...meaningOf(setting, (x, factor) => exponential(multiply(argument(x), constant(factor)))),
    symbol: (name) => lifted(setting, lattice, plain.symbol(name)),
  };
  return {
    truth: lifted(setting, lattice, setting.truth),
    claim: rational(claim, whole),
    count: setting.count,
    exponents: lattice.elements,
  };
}

function rational(e: Expression, meaning: ExpressionMeaning): RationalFunction {
  try {
    return rationalValue(e, meaning);
  } catch (error) {
    if (error instanceof InputError && /fractional power/.test(error.message)) {
      throw new OutsideFieldError("a root in the formula");
    }
    throw error;
  }
}

function meaningOf(setting: ClaimSetting, exponential: ExpressionMeaning["exponential"]): ExpressionMeaning {
  return {
    symbol(name) {
      const value = setting.symbol(name);
      if (value === undefined) throw new InputError(`${name} is not known here`);
      return value;
    },
    temperature: () => {
      throw new InputError("T is not known here", { hint: "write T_L, T_R or T_a" });
    },
    exponential,
    formal(name) {
      throw new InputError(`the function ${name} is not known here`);
    },
  };
}

/** Arguments of exponentials, with the factor that the formulas of `exact-rate.ts` give them. */
function collect(e: Expression, note: (x: Expression, factor: bigint) => void): void {
  if (e.type === "call") {
    const [x] = e.arguments;
    if (x === undefined) throw new InputError(`${e.name} lacks its argument`);
    if (["exp", "sinh", "cosh", "sech", "csch"].includes(e.name)) note(x, 1n);
    if (["tanh", "coth"].includes(e.name)) note(x, 2n);
  }
  operands(e).forEach((x) => collect(x, note));
}

interface Lattice {
  readonly elements: readonly RationalFunction[];
  coordinates(exponent: RationalFunction): number[];
}

/** A ℤ-basis of the exponents. */
function exponentLattice(exponents: readonly RationalFunction[], count: number): Lattice {
  const common = exponents.reduce<Polynomial>((l, e) => {
    const g = gcd(l, e.denominator);
    return multiplyPolynomials(l, divideKnown(e.denominator, g));
  }, 1n);
  const vector = (e: RationalFunction): { numerator: Polynomial; denominator: bigint } => ({
    numerator: multiplyPolynomials(e.numerator, divideKnown(common, e.denominator)),
    denominator: 1n,
  });
  const nonzero = exponents.filter((e) => !isZero(e)).map(vector);
  const basis: EnergyBasis = energyBasis(nonzero, count);
  // A constant among the rational combinations would be a number such as e^2 among the variables.
  const constantVector = { numerator: common, denominator: 1n };
  if (
    energyBasis([...nonzero, constantVector], count).elements.length === basis.elements.length &&
    nonzero.length > 0
  ) {
    throw new OutsideFieldError("an exponential of a number");
  }
  return {
    elements: basis.elements.map(({ numerator, denominator }) =>
      fraction(numerator, multiplyPolynomials(common, denominator)),
    ),
    coordinates: (e) => (isZero(e) ? basis.elements.map(() => 0) : basis.coordinates(vector(e))),
  };
}

/** The quantity with its exponentials written in the lattice's variables. */
function lifted(setting: ClaimSetting, lattice: Lattice, f: RationalFunction): RationalFunction {
  const size = lattice.elements.length;
  const images = new Map(
    setting.exponentials.map(({ index, exponent }) => [index, lattice.coordinates(exponent)]),
  );
  const image = (p: Polynomial): { terms: Term[]; lowest: number[] } => {
    const lowest = new Array<number>(size).fill(0);
    const terms = termsOf(p, setting.count).map(({ coefficient, exponents }) => {
      const y = new Array<number>(size).fill(0);
      const rest = exponents.map((e, i) => {
        const coordinates = images.get(i);
        if (coordinates === undefined) return e;
        coordinates.forEach((c, k) => (y[k] = (y[k] as number) + c * e));
        return 0;
      });
      y.forEach((e, k) => (lowest[k] = Math.min(lowest[k] as number, e)));
      return { coefficient, exponents: [...rest, ...y] };
    });
    return { terms, lowest };
  };
  const shifted = (list: readonly Term[], by: readonly number[]): Polynomial =>
    fromTerms(
      list.map((t) => ({
        coefficient: t.coefficient,
        exponents: t.exponents.map((e, i) => (i < setting.count ? e : e - (by[i - setting.count] as number))),
      })),
    );
  const [above, below] = [image(f.numerator), image(f.denominator)];
  const both = above.lowest.map((e, k) => Math.min(e, below.lowest[k] as number));
  return fraction(shifted(above.terms, both), shifted(below.terms, both));
}

/** The difference claim − truth. */
export function difference(field: ClaimField): RationalFunction {
  return subtract(field.claim, field.truth);
}
