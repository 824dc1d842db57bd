/**
 * Rates as exact rational functions of the thermal variables.
 *
 * A rate expression holds the temperature T of its bath, the gap omega, parameters, and exponentials of −energy/T.
 * First the energies in its exponents are collected (they make the ℤ-basis), then the expression is rebuilt in the
 * fraction field, where e^{−E/T} is a monomial in the Boltzmann factors of the basis. Nothing is approximated; what
 * is not of this form is refused with the reason.
 */
import { NotInvertibleError } from "../../symbolic/integer/errors.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { fromExponentials, isOccupation, knownFunction } from "../../symbolic/expression/functions.js";
import { asInteger } from "../../symbolic/polynomial/polynomial.js";
import { degreeIn } from "../../symbolic/polynomial/structure.js";
import {
  add,
  constant,
  divide,
  isZero,
  multiply,
  negate,
  ONE,
  power,
  type RationalFunction,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { operands, withOperands } from "./tree.js";
import { type Energy, signedEnergy } from "./energy-basis.js";
import { InputError } from "../input/errors.js";
import { SIZE_LIMIT } from "../input/size-limit.js";
import { sizedField } from "./sized-field.js";

/** What the symbols and functions of an expression stand for. */
export interface ExpressionMeaning {
  symbol(name: string): RationalFunction;
  /** T to a rational power. */
  temperature(exponent: ExactNumber): RationalFunction;
  /** e^{−E/T}, given x = −E/T as an expression. */
  exponential(x: Expression, factor: bigint): RationalFunction;
  formal(name: string, args: readonly Expression[]): RationalFunction;
  /** Terms × digits that may be written out; the usual limit where absent. */
  readonly sizeLimit?: number;
  /** A root of something other than T, where the field has it. */
  root?(radicand: Expression, exponent: ExactNumber): RationalFunction;
}

/** A root that the field does not hold. */
export class FractionalPowerError extends InputError {}

const FIELD = { constant, add, multiply, divide };

/** The value of an expression in the fraction field. @throws InputError for what is not rational there */
export function rationalValue(e: Expression, meaning: ExpressionMeaning): RationalFunction {
  const value = (x: Expression): RationalFunction => rationalValue(x, meaning);
  const field = sizedField(meaning.sizeLimit ?? SIZE_LIMIT);
  switch (e.type) {
    case "number":
      return constant(e);
    case "symbol":
      return e.name === "T"
        ? meaning.temperature({ numerator: 1n, denominator: 1n })
        : meaning.symbol(e.name);
    case "sum":
      return e.terms.reduce((s, t) => field.add(s, value(t)), ZERO);
    case "product":
      return e.factors.reduce((p, f) => field.multiply(p, value(f)), ONE);
    case "power":
      return powerValue(e.base, e.exponent, meaning);
    case "call":
      return callValue(e.name, e.arguments, meaning);
  }
}

function powerValue(base: Expression, exponent: ExactNumber, meaning: ExpressionMeaning): RationalFunction {
  if (base.type === "symbol" && base.name === "T") return meaning.temperature(exponent);
  if (exponent.denominator !== 1n) {
    if (meaning.root) return meaning.root(base, exponent);
    if (base.type === "product") {
      return base.factors.reduce((p, f) => multiply(p, powerValue(f, exponent, meaning)), ONE);
    }
    if (base.type === "power" && base.base.type === "symbol" && base.base.name === "T") {
      const n = base.exponent.numerator * exponent.numerator;
      return meaning.temperature({
        numerator: n,
        denominator: base.exponent.denominator * exponent.denominator,
      });
    }
    throw new FractionalPowerError("a fractional power of something other than T", {
      hint: "write T^(1/2), or name the root of a parameter as a parameter of its own",
    });
  }
  const value = rationalValue(base, meaning);
  if (exponent.numerator < 0n && isZero(value)) throw new InputError("the rate divides by zero");
  if (absolute(exponent.numerator) > LARGEST_POWER) {
    throw new InputError(`a power of ${exponent.numerator}`, {
      hint: `powers up to ${LARGEST_POWER} are read`,
    });
  }
  return sizedField(meaning.sizeLimit ?? SIZE_LIMIT).power(value, Number(exponent.numerator));
}

/** Larger powers are not even monomials that anything could be done with. */
const LARGEST_POWER = 1_000_000n;

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n;
}

function callValue(name: string, args: readonly Expression[], meaning: ExpressionMeaning): RationalFunction {
  const [x] = args as [Expression];
  const known = knownFunction(name);
  if (known === undefined) return meaning.formal(name, args);
  if (known.kind === "circular") throw noExactValue(name);
  if (known.form === undefined) return powerValue(x, { numerator: 1n, denominator: 2n }, meaning);
  const argument = known.kind === "occupation" ? overTemperature(x) : x;
  try {
    return fromExponentials(known.form, FIELD, (n) => meaning.exponential(argument, n));
  } catch (error) {
    if (error instanceof NotInvertibleError) throw new InputError(`${name}(…) divides by zero here`);
    throw error;
  }
}

/** What exact commands say of cos and sin. */
function noExactValue(name: string): InputError {
  return new InputError(`${name}(…) has no exact value in formulas`, {
    hint: "evaluate, scan, optimise and transitions take it in numbers; formulas take a gap with it by name, or a parameter in its place",
  });
}

/** x/T: the argument of the exponential in an occupation number at energy x. */
export function overTemperature(x: Expression): Expression {
  const inverse: Expression = {
    type: "power",
    base: { type: "symbol", name: "T" },
    exponent: { numerator: -1n, denominator: 1n },
  };
  return { type: "product", factors: [x, inverse] };
}

/** Replaces the gap and the bare occupations, so that only T and parameters are left. */
export function atGap(rate: Expression, gap: Expression): Expression {
  if (rate.type !== "symbol") return withOperands(rate, (e) => atGap(e, gap));
  if (rate.name === "omega") return gap;
  return isOccupation(rate.name) ? { type: "call", name: rate.name, arguments: [gap] } : rate;
}

/** The least n such that all powers of T in the expression are powers of T^(1/n). */
export function temperatureRoot(e: Expression): number {
  let root = 1n;
  const visit = (x: Expression, outer: bigint): void => {
    let inner = outer;
    if (x.type === "power") inner = outer * x.exponent.denominator;
    if (x.type === "call" && x.name === "sqrt") inner = outer * 2n;
    if (x.type === "symbol" && x.name === "T") root = leastCommon(root, inner);
    operands(x).forEach((y) => visit(y, x.type === "call" && x.name !== "sqrt" ? 1n : inner));
  };
  visit(e, 1n);
  return Number(root);
}

function leastCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Values of parameters, and of T as the variable of the given index, without exponentials. */
function plainMeaning(
  symbolValue: (name: string) => RationalFunction,
  t: RationalFunction,
  root: number,
): ExpressionMeaning {
  const refuse = (): never => {
    throw new InputError("an exponent that is itself an exponential or a function of temperature", {
      hint: "exponents must be −energy/T",
    });
  };
  return {
    symbol: symbolValue,
    temperature: (e) => temperaturePower(t, root, e),
    exponential: refuse,
    formal: refuse,
  };
}

/** T^e where t is the variable T^(1/root). */
export function temperaturePower(t: RationalFunction, root: number, e: ExactNumber): RationalFunction {
  const exponent = (e.numerator * BigInt(root)) / e.denominator;
  return power(t, Number(exponent));
}

/** E of an exponent x = −E/T, with its sign taken out. @throws InputError unless x is an energy over T */
export function energyOfExponent(
  x: Expression,
  symbolValue: (name: string) => RationalFunction,
  temperatureVariable: number,
  root: number,
): { energy: Energy; sign: 1 | -1 } | undefined {
  const t = variable(temperatureVariable);
  const value = rationalValue(x, plainMeaning(symbolValue, t, root));
  if (isZero(value)) return undefined;
  const energy = negate(multiply(value, power(t, root)));
  const denominator = asInteger(energy.denominator);
  if (
    degreeIn(energy.numerator, temperatureVariable) > 0 ||
    degreeIn(energy.denominator, temperatureVariable) > 0
  ) {
    throw new InputError("an exponent that is not an energy over T", {
      hint: "exponents must be −energy/T; a cut-off may be rational, such as omega_c^2/(omega_c^2 + omega^2)",
    });
  }
  if (denominator === undefined) {
    throw new InputError("an energy in an exponent divides by a parameter", {
      hint: "name the quotient as a parameter of its own",
    });
  }
  return signedEnergy(energy.numerator, denominator);
}

/** All energies that occur in exponents of the expression (after `atGap`). */
export function exponentEnergies(
  e: Expression,
  symbolValue: (name: string) => RationalFunction,
  temperatureVariable: number,
  root: number,
): Energy[] {
  const found: Energy[] = [];
  const note = (x: Expression, factor: bigint): void => {
    const part = energyOfExponent(x, symbolValue, temperatureVariable, root);
    if (part) found.push(scaled(part.energy, factor));
  };
  const visit = (x: Expression): void => {
    const known = x.type === "call" ? knownFunction(x.name) : undefined;
    if (x.type === "call" && known?.form) {
      const [argument] = x.arguments as [Expression];
      note(known.kind === "occupation" ? overTemperature(argument) : argument, known.form.step);
      return;
    }
    operands(x).forEach(visit);
  };
  visit(e);
  return found;
}

/** The energy times an integer. */
export function scaled(energy: Energy, factor: bigint): Energy {
  const { energy: result } = signedEnergy(
    multiply({ numerator: energy.numerator, denominator: 1n }, constant(factor)).numerator,
    energy.denominator,
  );
  return result;
}
