/**
 * Claims about a junction, "alpha_2 = …", "J = …", "R = …", "contrast = …", decided by normal form: proved, refuted with
 * a certified counterexample, or undecided with the reason.
 */
import {
  ballArithmetic,
  type Ball,
  certifiedDecimal,
  overlaps,
  WideEnclosureError,
} from "../numeric/index.js";
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { exactQuotient, expandFactored } from "../symbolic/factored-fraction.js";
import { type Polynomial } from "../symbolic/polynomial.js";
import { forEachTerm } from "../symbolic/polynomial-structure.js";
import {
  add,
  constant,
  divide,
  isZero,
  multiply,
  negate,
  power as powerOf,
  type RationalFunction,
  subtract,
  variable,
} from "../symbolic/rational-function.js";
import {
  boltzmannIndex,
  expandedVariableCount,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type Side,
  temperatureIndex,
  variableCount,
} from "../symbolic/thermal.js";
import { call, number, power, quotient, sum, symbol } from "./build-expression.js";
import {
  type ClaimField,
  claimField,
  type ClaimSetting,
  difference,
  expandDefinitions,
  OutsideFieldError,
} from "./claim-field.js";
import { inClassicalLimit, toLeadingOrder } from "./claim-limit.js";
import { excerpt, InputError } from "./errors.js";
import { type ExactCurrent, exactCurrent, thermalField } from "./exact-current.js";
import { formatExactNumber } from "./exact-number.js";
import { expansion, quantityFraction } from "./expand.js";
import { type ExpressionParser, type ExpressionRules } from "./expression-parser.js";
import { KNOWN_FUNCTIONS } from "./bath.js";
import { type Junction } from "./junction.js";
import { looksLikeLatex, parseLatex } from "./latex-parser.js";

/** What a claim is about. */
type ClaimQuantity =
  { readonly kind: "J" | "R" | "contrast" } | { readonly kind: "alpha"; readonly order: number };

export interface Claim {
  readonly quantity: ClaimQuantity;
  readonly formula: Expression;
}

/** A point where claim and truth differ, with certified values. */
export interface Counterexample {
  readonly at: Readonly<Record<string, string>>;
  readonly claimed: string;
  readonly actual: string;
}

export interface ClaimVerdict {
  readonly verdict: "proved" | "refuted" | "undecided";
  readonly counterexample?: Counterexample;
  readonly reason?: string;
}

export interface ClaimOptions {
  /** Compare to leading order in this parameter. */
  readonly leading?: string | undefined;
  /** Compare the leading terms for ω → 0. */
  readonly classical?: boolean;
}

const LARGEST_ORDER = 40;

/** Reads `quantity = formula`. @throws InputError */
export function parseClaim(text: string, junction: Junction, parse: ExpressionParser): Claim {
  const at = text.indexOf("=");
  if (at < 0)
    throw new InputError(`${excerpt(text)} is not an equation`, { where: "--claim", hint: CLAIM_HINT });
  const [left, right] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  try {
    const names = junction.parameters.map((p) => p.name);
    const formula = looksLikeLatex(right) ? parseLatex(right, names) : parse(right, claimRules());
    return { quantity: quantityOf(left), formula };
  } catch (error) {
    throw error instanceof InputError ? error.within("--claim") : error;
  }
}

const CLAIM_HINT = 'write "alpha_2 = …", "J = …", "R = …" or "contrast = …"';

function quantityOf(text: string): ClaimQuantity {
  const plain = text
    .replace(/\\mathcal\s*\{?\s*R\s*\}?/, "R")
    .replace(/\\left|\\right|[\\${}\s]/g, "")
    .replace(/\((?:T_?a,?)?(?:Delta)?\)$/, "");
  const alpha = /^alpha_(\d{1,3})$/.exec(plain);
  if (alpha) {
    const order = Number(alpha[1]);
    if (order > LARGEST_ORDER) throw new InputError(`alpha_${order} is beyond order ${LARGEST_ORDER}`);
    return { kind: "alpha", order };
  }
  if (/^J(?:\^\(?(?:TLS|HO)\)?)?$/.test(plain)) return { kind: "J" };
  if (plain === "R") return { kind: "R" };
  if (plain === "contrast" || plain === "C") return { kind: "contrast" };
  throw new InputError(`${excerpt(text)} cannot be claimed`, { hint: CLAIM_HINT });
}

function claimRules(): ExpressionRules {
  return {
    symbols: ["T_L", "T_R", "T_a", "Delta", "k_L", "k_R", "omega"],
    functions: [...KNOWN_FUNCTIONS, "n_B_L", "n_B_R", "n_S_L", "n_S_R"],
    formalFunctions: false,
  };
}

/** Decides a claim about a junction. @throws InputError for names the junction does not have */
export function decideClaim(junction: Junction, claim: Claim, options: ClaimOptions = {}): ClaimVerdict {
  const current = exactCurrent(junction);
  if (current.variables.formalFunctions.length > 0) {
    return { verdict: "undecided", reason: "the rates hold functions known only by name" };
  }
  try {
    const setting =
      claim.quantity.kind === "alpha"
        ? coefficientSetting(current, claim.quantity.order)
        : currentSetting(current, claim.quantity.kind);
    const formula = expandDefinitions(claim.formula, setting.definition);
    let field = claimField(setting, formula);
    if (options.leading !== undefined) field = toLeadingOrder(field, indexOf(current, options.leading));
    if (options.classical === true) field = inClassicalLimit(field, gapIndex(current));
    if (isZero(difference(field))) return { verdict: "proved" };
    const counterexample = findCounterexample(current, setting, field);
    return {
      verdict: "refuted",
      ...(counterexample
        ? { counterexample }
        : { reason: "the difference is not zero as a rational function" }),
    };
  } catch (error) {
    if (error instanceof OutsideFieldError) return { verdict: "undecided", reason: error.message };
    throw error;
  }
}

function indexOf(current: ExactCurrent, name: string): number {
  const i = current.variables.parameters.indexOf(name);
  if (i < 0) {
    throw new InputError(`${current.junction.name} has no free parameter ${excerpt(name)}`, {
      where: "--leading",
      hint: `one of ${current.variables.parameters.join(", ")}`,
    });
  }
  return i;
}

function gapIndex(current: ExactCurrent): number {
  const { subsystem } = current.junction;
  if (subsystem.kind !== "ladder" || subsystem.gap.type !== "symbol") {
    throw new InputError("--classical needs a ladder whose gap is a parameter");
  }
  return indexOf(current, subsystem.gap.name);
}

interface Setting extends ClaimSetting {
  /** Names and indices of the temperatures, for counterexamples. */
  readonly temperatures: readonly { readonly name: string; readonly index: number }[];
  readonly root: number;
}

/** J, R and the contrast in T_L and T_R. T_a and Delta are their sum and difference. */
function currentSetting(current: ExactCurrent, kind: "J" | "R" | "contrast"): Setting {
  const v = current.variables;
  const T = (side: Side): RationalFunction => powerOf(variable(temperatureIndex(v, side)), v.root);
  const energy = (i: number): RationalFunction => {
    const { numerator, denominator } = v.energies[i] as (typeof v.energies)[number];
    return divide({ numerator, denominator: 1n }, constant(denominator));
  };
  return {
    count: variableCount(v),
    truth: quantityFraction(current, kind),
    exponentials: v.energies.flatMap((_, i) =>
      (["L", "R"] as const).map((side) => ({
        index: boltzmannIndex(v, side, i),
        exponent: negate(divide(energy(i), T(side))),
      })),
    ),
    symbol(name) {
      if (name === "T_L" || name === "T_R") return T(name === "T_L" ? "L" : "R");
      if (name === "T_a") return add(T("L"), T("R"));
      if (name === "Delta") return subtract(T("L"), T("R"));
      if ((name === "k_L" || name === "k_R") && current.rates)
        return current.rates[name === "k_L" ? "L" : "R"];
      return parameterSymbol(current, name);
    },
    definition: occupation,
    temperatures: (["L", "R"] as const).map((side) => ({
      name: `T_${side}`,
      index: temperatureIndex(v, side),
    })),
    root: v.root,
  };
}

/** α_k in T_a and q. */
function coefficientSetting(current: ExactCurrent, order: number): Setting {
  const v = current.variables;
  const mean = variable(meanTemperatureIndex(v));
  const T_a = v.root === 1 ? mean : multiply(constant(2n), powerOf(mean, v.root));
  return {
    count: expandedVariableCount(v, order),
    truth: expandFactored(expansion({ ...current.junction }, "J").coefficient(order)),
    exponentials: v.energies.map(({ numerator, denominator }, i) => ({
      index: meanBoltzmannIndex(v, i),
      exponent: negate(divide(multiply(constant(2n), { numerator, denominator }), T_a)),
    })),
    symbol: (name) => (name === "T_a" ? T_a : parameterSymbol(current, name)),
    definition: () => undefined,
    temperatures: [{ name: "T_a", index: meanTemperatureIndex(v) }],
    root: v.root,
  };
}

function parameterSymbol(current: ExactCurrent, name: string): RationalFunction | undefined {
  const i = current.variables.parameters.indexOf(name);
  if (i >= 0) return variable(i);
  const value = current.junction.bound.get(name);
  if (value) return divide(constant(value.numerator), constant(value.denominator));
  // in a formula, omega is the gap even where the junction calls it otherwise
  const { subsystem } = current.junction;
  if (name === "omega" && subsystem.kind === "ladder")
    return thermalField(current.junction, [subsystem.gap], new Map()).parameterValue(subsystem.gap);
  return undefined;
}

/** n_B_L(x) = 1/(e^{x/T_L} − 1) and its kin. */
function occupation(name: string, x: Expression): Expression | undefined {
  const match = /^n_([BS])_([LR])$/.exec(name);
  if (!match) return undefined;
  const exponential = call("exp", quotient(x, symbol(`T_${match[2] as string}`)));
  return power(sum(exponential, number(match[1] === "B" ? -1 : 1)), -1);
}

const BITS = 260;
const DIGITS = 30;
const TRIES: readonly ExactNumber[] = [1, 2, 3, 1 / 2, 3 / 2, 5, 1 / 4, 4, 5 / 2, 7].map((x) =>
  exactQuotient(BigInt(x * 4), 4n),
);

/** A point of small rationals where the enclosures of claim and truth do not meet. */
function findCounterexample(
  current: ExactCurrent,
  setting: Setting,
  field: ClaimField,
): Counterexample | undefined {
  const v = current.variables;
  const A = ballArithmetic(BITS);
  for (let attempt = 0; attempt < 40; attempt++) {
    const point = new Map<number, ExactNumber>();
    v.parameters.forEach((_, i) => {
      const pick = TRIES[(i * (1 + (attempt % 3)) + attempt) % TRIES.length] as ExactNumber;
      // small slopes of either sign keep 1 + δT/μ positive
      const real = current.parameters[i]?.assumption === "real";
      point.set(
        i,
        real ? exactQuotient(pick.numerator * (attempt % 2 === 0 ? 1n : -1n), pick.denominator * 16n) : pick,
      );
    });
    setting.temperatures.forEach(({ index }, k) => {
      point.set(index, exactQuotient(BigInt(2 + ((attempt + 3 * k) % 5)), BigInt(1 + (attempt % 2))));
    });
    try {
      const [claimed, actual] = [field.claim, field.truth].map((f) => valueOf(A, field, f, point)) as [
        Ball,
        Ball,
      ];
      if (overlaps(claimed, actual)) continue;
      const texts = [claimed, actual].map((b) => certifiedDecimal(b, DIGITS));
      if (texts[0] == null || texts[1] == null) continue;
      return {
        at: Object.fromEntries([
          ...v.parameters.map((name, i) => [name, formatExactNumber(point.get(i) as ExactNumber)] as const),
          ...setting.temperatures.map(
            ({ name, index }) =>
              [name, temperatureText(point.get(index) as ExactNumber, setting, name)] as const,
          ),
        ]),
        claimed: texts[0],
        actual: texts[1],
      };
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
    }
  }
  return undefined;
}

/** The temperature from its root variable: T = s^n, and T_a = 2 s^n where roots occur. */
function temperatureText(s: ExactNumber, { root }: Setting, name: string): string {
  const n = BigInt(root);
  const factor = name === "T_a" && root !== 1 ? 2n : 1n;
  return formatExactNumber(exactQuotient(factor * s.numerator ** n, s.denominator ** n));
}

/** The value of an element of the field, enclosed. */
function valueOf(
  A: ReturnType<typeof ballArithmetic>,
  field: ClaimField,
  f: RationalFunction,
  point: ReadonlyMap<number, ExactNumber>,
): Ball {
  const known = new Map<number, Ball>();
  const at = (i: number): Ball => {
    let x = known.get(i);
    if (x === undefined) {
      const value = point.get(i);
      if (value) x = A.fromRational(value.numerator, value.denominator);
      else {
        const exponent = field.exponents[i - field.count];
        if (exponent === undefined) throw new Error("internal: a variable without a value");
        x = A.exp(quotientValue(exponent));
      }
      known.set(i, x);
    }
    return x;
  };
  const polynomialValue = (p: Polynomial): Ball => {
    let total = A.zero;
    forEachTerm(p, field.count + field.exponents.length, (coefficient, exponents) => {
      let term = A.fromRational(coefficient, 1n);
      exponents.forEach((e, i) => {
        for (let k = 0; k < e; k++) term = A.mul(term, at(i));
      });
      total = A.add(total, term);
    });
    return total;
  };
  const quotientValue = (q: RationalFunction): Ball =>
    A.div(polynomialValue(q.numerator), polynomialValue(q.denominator));
  return quotientValue(f);
}
