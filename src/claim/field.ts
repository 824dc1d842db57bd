/**
 * Formulas of the user's in the field of a junction's quantity, where equality is decided by normal form.
 *
 * The exponents that occur in the formula and in the quantity are rational functions of the parameters and
 * temperatures. A ℤ-basis of them, over one common denominator, gives one variable e^{basis element} each. They are
 * algebraically independent over the rational functions with rational coefficients: basis elements that are independent
 * modulo numbers by Kolchin–Ostrowski, and together with e^{number}, which is transcendental (Lindemann).
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import { knownFunction } from "../../symbolic/expression/functions.js";
import { integerLcm } from "../../symbolic/integer/integer.js";
import { multiply as multiplyPolynomials, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { divideKnown, gcd } from "../../symbolic/polynomial/gcd.js";
import { fromTerms, type Term, termsOf } from "../../symbolic/polynomial/structure.js";
import {
  constant,
  fraction,
  isZero,
  multiply,
  ONE,
  power,
  type RationalFunction,
  negate,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { type Assumption } from "../../symbolic/polynomial/sign.js";
import { operands } from "../expression/tree.js";
import { OutsideFieldError } from "./errors.js";
import { reducedFraction, rootVariables, type RootVariable } from "./roots.js";
import { type EnergyBasis, energyBasis } from "../expression/energy-basis.js";
import { excerpt, InputError } from "../input/errors.js";
import { type ExpressionMeaning, FractionalPowerError, rationalValue } from "../expression/rational-value.js";
import { sizedField } from "../expression/sized-field.js";

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
  /** Names that a formula may use, for messages. */
  readonly names: readonly string[];
  /** Names that stand for a formula with exponentials, as trees. */
  readonly shorthand: (name: string) => Expression | undefined;
  /** Values of functions such as n_B_L(x) in terms of exp, as trees. */
  readonly definition: (name: string, argument: Expression) => Expression | undefined;
  /** The value of an unknown function, or of a derivative such as g'', where the ring has it. */
  readonly formal: (name: string, argument: RationalFunction) => RationalFunction | undefined;
  /** Terms × digits that the formula may have when it is written out. */
  readonly sizeLimit: number;
  /** Signs of the ring's variables. */
  readonly assumptions: readonly Assumption[];
}

/** The quantity and the formula in one ring. */
export interface ClaimField {
  readonly truth: RationalFunction;
  readonly claim: RationalFunction;
  /** Number of variables without the exponentials, and the exponent of each exponential after them. */
  readonly count: number;
  readonly exponents: readonly RationalFunction[];
  readonly sizeLimit: number;
  /** Roots, as variables after the exponentials. */
  readonly roots: readonly RootVariable[];
}

/** Replaces calls by their definitions, so that exp and the hyperbolic functions are the only ones left. */
export function expandDefinitions(
  e: Expression,
  setting: Pick<ClaimSetting, "definition" | "shorthand">,
): Expression {
  const visit = (x: Expression): Expression => expandDefinitions(x, setting);
  switch (e.type) {
    case "number":
      return e;
    case "symbol":
      return setting.shorthand(e.name) ?? e;
    case "sum":
      return { ...e, terms: e.terms.map(visit) };
    case "product":
      return { ...e, factors: e.factors.map(visit) };
    case "power":
      return { ...e, base: visit(e.base) };
    case "call": {
      const args = e.arguments.map(visit);
      const [argument] = args;
      const defined = argument === undefined ? undefined : setting.definition(e.name, argument);
      return defined ?? { ...e, arguments: args };
    }
  }
}

/**
 * Brings quantity and formula into one field.
 * @param claim  after `expandDefinitions`
 * @throws OutsideFieldError if the formula is not algebraic in exponentials of rational functions
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
  const radicands: { readonly value: RationalFunction; readonly degree: bigint }[] = [];
  collectRoots(claim, (x, degree) => radicands.push({ value: rational(x, whole), degree }));
  const roots = rootVariables(
    radicands.map((r) => r.value),
    Number(radicands.reduce((n, r) => integerLcm(n, r.degree), 1n)),
    setting.count + lattice.elements.length,
    [...setting.assumptions, ...lattice.elements.map((): Assumption => "positive")],
  );
  return {
    truth: lifted(setting, lattice, setting.truth),
    claim: reducedFraction(
      rational(claim, { ...whole, root: (x, exponent) => roots.root(rational(x, whole), exponent) }),
      roots.variables,
    ),
    count: setting.count,
    exponents: lattice.elements,
    sizeLimit: setting.sizeLimit,
    roots: roots.variables,
  };
}

/** What roots are taken of, with their degrees. */
function collectRoots(e: Expression, note: (x: Expression, degree: bigint) => void): void {
  if (e.type === "power" && e.exponent.denominator !== 1n) note(e.base, e.exponent.denominator);
  const [argument] = e.type === "call" && e.name === "sqrt" ? e.arguments : [];
  if (argument) note(argument, 2n);
  // The arguments of exponentials have their own field, without roots.
  if (e.type !== "call" || e.name === "sqrt") operands(e).forEach((x) => collectRoots(x, note));
}

function rational(e: Expression, meaning: ExpressionMeaning): RationalFunction {
  try {
    return rationalValue(e, meaning);
  } catch (error) {
    if (error instanceof FractionalPowerError) {
      throw new OutsideFieldError("a root inside an exponential, or a root inside a root");
    }
    throw error;
  }
}

function meaningOf(setting: ClaimSetting, exponential: ExpressionMeaning["exponential"]): ExpressionMeaning {
  return {
    sizeLimit: setting.sizeLimit,
    symbol(name) {
      const value = setting.symbol(name);
      if (value === undefined) {
        throw new InputError(`${excerpt(name)} is not known here`, {
          where: "--claim",
          hint: `names: ${setting.names.join(", ")}`,
        });
      }
      return value;
    },
    temperature: () => {
      throw new InputError("T is not known here", { where: "--claim", hint: "write T_L, T_R or T_a" });
    },
    exponential,
    formal(name, args) {
      const [x] = args;
      const value = x && setting.formal(name, rational(x, meaningOf(setting, exponential)));
      if (value === undefined) {
        throw new InputError(`the function ${excerpt(name)} is not known here`, { where: "--claim" });
      }
      return value;
    },
  };
}

/** Arguments of exponentials, with the least multiple that its value holds (`symbolic/expression/functions.ts`). */
function collect(e: Expression, note: (x: Expression, factor: bigint) => void): void {
  if (e.type === "call") {
    const [x] = e.arguments;
    if (x === undefined) throw new InputError(`${e.name} lacks its argument`);
    const known = knownFunction(e.name);
    if (known?.form && known.kind !== "occupation") note(x, known.form.step);
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

/** The difference claim − truth, which is zero only if they are equal. */
export function difference(field: ClaimField): RationalFunction {
  return reducedFraction(sizedField(field.sizeLimit).add(field.claim, negate(field.truth)), field.roots);
}
