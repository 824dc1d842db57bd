/**
 * The rate between two levels of one energy: lim k(ω, T) for ω → 0, exactly.
 *
 * Transitions over a gap of zero carry no heat but mix populations, so a missing one changes the current. Where the
 * limit is finite it is Γ·T for an ohmic solid (Γω/(1 − e^{−ω/T})), Υ/2 for a flat spin bath, 0 for couplings ∝ ω²
 * and faster; for a flat solid it does not exist. The rate expression is evaluated in truncated Laurent series in ω whose
 * coefficients lie in the field: e^{−ω/T} = Σ (−ω/T)^j/j!.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { fromExponentials, isOccupation, knownFunction } from "../../symbolic/expression/functions.js";
import {
  add,
  constant,
  divide,
  isZero,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { type Bath } from "../junction/bath.js";
import { number, power, symbolsOf } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { replaceSymbol } from "../expression/substitute.js";
import { type ThermalField } from "./thermal-field.js";
import { type ExpressionMeaning, overTemperature, rationalValue } from "../expression/rational-value.js";

/** Σ_{i≥0} coefficients[i]·ω^(low+i), known up to (excluding) the length; the first coefficient is nonzero. */
interface Laurent {
  readonly low: number;
  readonly coefficients: readonly RationalFunction[];
}

/** Terms kept: more than any rate of physical interest cancels. */
const TERMS = 12;

/** lim k(ω, T) for ω → 0. @throws InputError if the limit does not exist */
export function zeroGapRate(field: ThermalField, bath: Bath): RationalFunction {
  const series = laurentValue(bath.rate, field.meaning(bath.side));
  const lowest = series.coefficients[0];
  if (lowest === undefined || series.low > 0) return ZERO;
  if (series.low < 0) {
    const end = bath.side === "L" ? "left" : "right";
    throw new InputError(`they have one energy, and the rate of the ${end} bath diverges at a gap of zero`, {
      hint: "use a coupling that vanishes with the gap, such as Gamma*omega, or set that matrix element to 0",
    });
  }
  return lowest;
}

function laurentValue(e: Expression, meaning: ExpressionMeaning): Laurent {
  const value = (x: Expression): Laurent => laurentValue(x, meaning);
  switch (e.type) {
    case "number":
      return exact(constant(e));
    case "symbol":
      if (e.name === "omega") return normal(1, [ONE]);
      if (isOccupation(e.name)) return value({ type: "call", name: e.name, arguments: [OMEGA] });
      return exact(rationalValue(e, meaning));
    case "sum":
      return e.terms.map(value).reduce(plus, exact(ZERO));
    case "product":
      return e.factors.map(value).reduce(times, exact(ONE));
    case "power":
      return powerSeries(e.base, e.exponent, meaning);
    case "call":
      return callSeries(e.name, e.arguments, meaning);
  }
}

const OMEGA: Expression = { type: "symbol", name: "omega" };

function powerSeries(base: Expression, exponent: ExactNumber, meaning: ExpressionMeaning): Laurent {
  if (!mentionsGap(base)) return exact(rationalValue(power(base, exponent), meaning));
  if (exponent.denominator !== 1n) {
    throw new InputError("a fractional power of the gap has no exact limit at a gap of zero");
  }
  const b = laurentValue(base, meaning);
  let result = exact(ONE);
  const n = exponent.numerator < 0n ? -exponent.numerator : exponent.numerator;
  for (let i = 0n; i < n; i++) result = times(result, b);
  return exponent.numerator < 0n ? inverse(result) : result;
}

function callSeries(name: string, args: readonly Expression[], meaning: ExpressionMeaning): Laurent {
  const [x] = args as [Expression];
  if (!args.some(mentionsGap)) return exact(rationalValue({ type: "call", name, arguments: args }, meaning));
  const known = knownFunction(name);
  if (known?.form === undefined) {
    throw new InputError(`${name}(…) of the gap has no exact limit at a gap of zero`);
  }
  const argument = known.kind === "occupation" ? overTemperature(x) : x;
  return fromExponentials(known.form, SERIES, (n) => exponentialSeries(argument, n, meaning));
}

const SERIES = {
  constant: (value: ExactNumber | bigint): Laurent => exact(constant(value)),
  add: plus,
  multiply: times,
  divide: (a: Laurent, b: Laurent): Laurent => times(a, inverse(b)),
};

/** exp(n·x(ω)) = exp(n·x(0))·Σ n^j (x − x(0))^j/j!. */
function exponentialSeries(x: Expression, n: bigint, meaning: ExpressionMeaning): Laurent {
  const series = laurentValue(x, meaning);
  if (series.low < 0 && series.coefficients.length > 0) {
    throw new InputError("an exponent that diverges at a gap of zero");
  }
  const atZero = replaceSymbol(x, "omega", number(0));
  const factor = meaning.exponential(atZero, n);
  const shift = series.low === 0 ? series.coefficients.slice(1) : series.coefficients;
  const small = normal(series.low === 0 ? 1 : series.low, shift);
  let term = exact(ONE);
  let sum = exact(ONE);
  for (let j = 1; j < TERMS; j++) {
    term = times(times(term, small), exact(constant({ numerator: n, denominator: BigInt(j) })));
    sum = plus(sum, term);
  }
  return times(exact(factor), truncated(sum, TERMS));
}

function mentionsGap(e: Expression): boolean {
  return symbolsOf(e).some((name) => name === "omega" || isOccupation(name));
}

function exact(value: RationalFunction): Laurent {
  return normal(0, [value]);
}

/** Leading zeros removed; what is beyond the list is zero, up to the number of terms kept. */
function normal(low: number, coefficients: readonly RationalFunction[]): Laurent {
  const first = coefficients.findIndex((c) => !isZero(c));
  return first < 0
    ? { low: 0, coefficients: [] }
    : { low: low + first, coefficients: coefficients.slice(first) };
}

function truncated(a: Laurent, end: number): Laurent {
  return normal(a.low, a.coefficients.slice(0, Math.max(0, end - a.low)));
}

function plus(a: Laurent, b: Laurent): Laurent {
  if (a.coefficients.length === 0) return b;
  if (b.coefficients.length === 0) return a;
  const low = Math.min(a.low, b.low);
  const end = Math.max(a.low + a.coefficients.length, b.low + b.coefficients.length);
  const at = (s: Laurent, e: number): RationalFunction => s.coefficients[e - s.low] ?? ZERO;
  const list = Array.from({ length: Math.min(end - low, TERMS) }, (_, i) =>
    add(at(a, low + i), at(b, low + i)),
  );
  return normal(low, list);
}

function times(a: Laurent, b: Laurent): Laurent {
  const length = Math.min(TERMS, a.coefficients.length + b.coefficients.length - 1);
  if (a.coefficients.length === 0 || b.coefficients.length === 0) return { low: 0, coefficients: [] };
  const list = new Array<RationalFunction>(length).fill(ZERO);
  a.coefficients.forEach((x, i) => {
    b.coefficients.forEach((y, j) => {
      if (i + j < length) list[i + j] = add(list[i + j] as RationalFunction, multiply(x, y));
    });
  });
  return normal(a.low + b.low, list);
}

function inverse(a: Laurent): Laurent {
  const [lead, ...rest] = a.coefficients;
  if (lead === undefined) throw new InputError("the rate divides by zero at a gap of zero");
  const list: RationalFunction[] = [divide(ONE, lead)];
  for (let k = 1; k < TERMS; k++) {
    let sum: RationalFunction = ZERO;
    for (let j = 1; j <= Math.min(k, rest.length); j++) {
      sum = add(sum, multiply(rest[j - 1] as RationalFunction, list[k - j] as RationalFunction));
    }
    list.push(negate(divide(sum, lead)));
  }
  return { low: -a.low, coefficients: list };
}
