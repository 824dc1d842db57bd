/** The even part of the current in print: factored, so that the factor that must vanish can be seen. */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../symbolic/build.js";
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { factor, type Factorisation } from "../symbolic/factor.js";
import { exactQuotient } from "../symbolic/factored-fraction.js";
import { reversed } from "../symbolic/parity.js";
import { type Polynomial } from "../symbolic/polynomial.js";
import { termsOf } from "../symbolic/polynomial-structure.js";
import {
  add,
  divide,
  ONE,
  multiply,
  type RationalFunction,
  subtract,
} from "../symbolic/rational-function.js";
import { type LadderCurrent } from "../symbolic/corner-expansion.js";
import { type ThermalVariables } from "../symbolic/thermal.js";
import { certificateNames, freeName } from "./certificate-names.js";
import { differences, type ParityVerdict } from "./conditions-parity.js";
import { type ExactCurrent, thermalField } from "./exact-current.js";

/** h and p of design §3 as functions of the left end's variables, for two levels and the oscillator. */
export interface Resistances {
  /** h = F_L − F_R, F_ν = 1/((1 + σX)k_ν), both at one temperature. Heat is not rectified iff h is constant. */
  readonly h: RationalFunction;
  /** p = F_L + F_R. */
  readonly p: RationalFunction;
}

/** F_L − F_R and F_L + F_R; undefined for subsystems that have no such form. */
export function resistances(
  current: ExactCurrent,
  values: ReadonlyMap<string, ExactNumber>,
): Resistances | undefined {
  const { subsystem } = current.junction;
  if (subsystem.kind !== "ladder" || current.rates === undefined) return undefined;
  const oscillator = subsystem.weights === "oscillator";
  if (!oscillator && subsystem.weights.length !== 1) return undefined;
  const field = thermalField(current.junction, [subsystem.gap], values);
  const X = field.boltzmann("L", subsystem.gap);
  const statistics = oscillator ? subtract(ONE, X) : add(ONE, X);
  const left = divide(ONE, multiply(statistics, current.rates.L));
  const right = divide(ONE, multiply(statistics, reversed(current.variables, current.rates.R)));
  return { h: subtract(left, right), p: add(left, right) };
}

/** [J(Δ) + J(−Δ)]/2 as a product of factors, in the certificate's names for the thermal variables. */
export function evenPartExpression(
  current: ExactCurrent,
  verdict: ParityVerdict,
  parts: Resistances | undefined,
): Expression {
  if (verdict.identity.kind === "ladder") return ladderEvenPart(current, verdict.identity.ladder);
  const { numerator, denominator } = verdict.identity.even.value;
  if (numerator === 0n) return numberExpression(0n);
  const names = certificateNames(current.variables).all;
  const hints = differences(current);
  if (parts) {
    const difference = subtract(parts.h, reversed(current.variables, parts.h)).numerator;
    if (difference !== 0n) hints.push(...factor(difference, hints).factors.map((f) => f.base));
  }
  const above = factor(numerator, hints);
  const below = factor(denominator, hints);
  return productExpression([
    { type: "number", ...exactQuotient(above.unit, 2n * below.unit) },
    ...factors(above, names, 1),
    ...factors(below, names, -1),
  ]);
}

/** ½[(E + E′)·F(r) − E′·(r − r′)·Q(r, r′)], Q = [F(r) − F(r′)]/(r − r′): what vanishes is seen whatever F is. */
function ladderEvenPart(current: ExactCurrent, { exchange, ratio }: LadderCurrent): Expression {
  const v = current.variables;
  const names = certificateNames(v).all;
  const show = (f: RationalFunction): Expression => fractionExpression(f, names, differences(current));
  const back = reversed(v, exchange);
  const difference = subtract(ratio, reversed(v, ratio));
  const { F, r, r_rev, Q } = ladderNames(v);
  const term = (sign: bigint, list: readonly RationalFunction[], call: Expression): Expression[] => {
    if (list.some((f) => f.numerator === 0n)) return [];
    // Factored one by one: their product would have to be factored anew.
    const factors = list.map(show).flatMap((e) => (e.type === "product" ? e.factors : [e]));
    return [productExpression([{ type: "number", numerator: sign, denominator: 2n }, ...factors, call])];
  };
  return sumExpression([
    ...term(1n, [add(exchange, back)], callExpression(F, symbolExpression(r))),
    ...term(-1n, [back, difference], { type: "call", name: Q, arguments: [r, r_rev].map(symbolExpression) }),
  ]);
}

/** E, F, r, … where no parameter has that name. */
interface LadderNames {
  readonly E: string;
  readonly E_rev: string;
  readonly F: string;
  readonly Q: string;
  readonly r: string;
  readonly r_rev: string;
}

function ladderNames(v: ThermalVariables): LadderNames {
  const free = (name: string): string => freeName(v, name);
  return {
    E: free("E"),
    E_rev: free("E_rev"),
    F: free("F"),
    Q: free("Q"),
    r: free("r"),
    r_rev: free("r_rev"),
  };
}

/** The parts of J = E·F(r) of a ladder in print. */
export interface LadderForm {
  readonly names: LadderNames;
  /** ω k_L k_R (X_L − X_R)/(k_L + k_R). */
  readonly exchange: Expression;
  /** (k_L X_L + k_R X_R)/(k_L + k_R). */
  readonly ratio: Expression;
  readonly rates: { readonly L: Expression; readonly R: Expression };
  /** E + E′ and r − r′, factored: where both vanish, J is odd. */
  readonly sum: Expression;
  readonly difference: Expression;
  readonly levels: number;
}

/** The parts of a verdict that goes by those of a ladder. */
export function ladderForm(
  current: ExactCurrent,
  { identity }: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber>,
): LadderForm | undefined {
  const { junction, rates, variables: v } = current;
  const { subsystem } = junction;
  if (identity.kind !== "ladder" || subsystem.kind !== "ladder" || !rates) return undefined;
  const names = certificateNames(v).all;
  const show = (f: RationalFunction): Expression => fractionExpression(f, names, differences(current));
  const field = thermalField(junction, [subsystem.gap], values);
  const X = (side: "L" | "R"): Expression => show(field.boltzmann(side, subsystem.gap));
  const [kL, kR] = [symbolExpression("k_L"), symbolExpression("k_R")];
  const over = powerExpression(sumExpression([kL, kR]), -1);
  const minus = productExpression([numberExpression(-1n), X("R")]);
  const up = [productExpression([kL, X("L")]), productExpression([kR, X("R")])];
  const { exchange, ratio, weights } = identity.ladder;
  return {
    names: ladderNames(v),
    exchange: productExpression([subsystem.gap, kL, kR, sumExpression([X("L"), minus]), over]),
    ratio: productExpression([sumExpression(up), over]),
    rates: { L: show(rates.L), R: show(rates.R) },
    sum: show(add(exchange, reversed(v, exchange))),
    difference: show(subtract(ratio, reversed(v, ratio))),
    levels: weights.length + 1,
  };
}

function factors(f: Factorisation, names: readonly string[], sign: 1 | -1): Expression[] {
  return f.factors.map((x) => powerExpression(polynomialExpression(x.base, names), sign * x.exponent));
}

/** The expanded polynomial as a formula. */
function polynomialExpression(p: Polynomial, names: readonly string[]): Expression {
  return sumExpression(
    termsOf(p, names.length).map((t) =>
      productExpression([
        numberExpression(t.coefficient),
        ...t.exponents.flatMap((e, i) =>
          e === 0 ? [] : [powerExpression(symbolExpression(names[i] as string), e)],
        ),
      ]),
    ),
  );
}

/** numerator/denominator as a formula, each factored. */
export function fractionExpression(
  f: RationalFunction,
  names: readonly string[],
  hints: readonly Polynomial[] = [],
): Expression {
  if (f.numerator === 0n) return numberExpression(0n);
  const above = factor(f.numerator, hints);
  const below = factor(f.denominator, hints);
  return productExpression([
    { type: "number", ...exactQuotient(above.unit, below.unit) },
    ...factors(above, names, 1),
    ...factors(below, names, -1),
  ]);
}
