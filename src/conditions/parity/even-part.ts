/** The even part of the current in print: factored, so that the factor that must vanish can be seen. */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import { termCount } from "../../../symbolic/polynomial/structure.js";
import { reversed } from "../../../symbolic/thermal/parity.js";
import {
  add,
  constant,
  divide,
  ONE,
  multiply,
  type RationalFunction,
  subtract,
} from "../../../symbolic/fraction/rational-function.js";
import { certificateNames } from "../../certificate/names.js";
import { differences, type ParityVerdict } from "./parity.js";
import { type ExactCurrent, thermalField } from "../../exact/ladder-current.js";
import { fractionExpression } from "../../exact/formula/fraction.js";
import { requireSize, SIZE_OF, sizeLimit } from "../../input/size-limit.js";
import { ladderEvenPart } from "./ladder-form.js";

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

/** @throws SizeLimitError where the even part is too long to be written, in print or in a certificate */
export function requireWritable(
  { junction }: ExactCurrent,
  { numerator, denominator }: RationalFunction,
): void {
  requireSize(
    "the even part of the current",
    (termCount(numerator) + termCount(denominator)) * SIZE_OF.evenPartTerm,
    sizeLimit(junction),
    "ask for the verdict without --json and --proof, bind parameters with --at",
  );
}

/** [J(Δ) + J(−Δ)]/2 as a product of factors, in the certificate's names for the thermal variables. */
export function evenPartExpression(
  current: ExactCurrent,
  verdict: ParityVerdict,
  parts: Resistances | undefined,
): Expression {
  if (verdict.identity.kind === "ladder") return ladderEvenPart(current, verdict.identity.ladder);
  const { value } = verdict.identity.even;
  requireWritable(current, value);
  const names = certificateNames(current.variables).all;
  const hints = differences(current);
  if (parts) {
    const difference = subtract(parts.h, reversed(current.variables, parts.h)).numerator;
    if (difference !== 0n) hints.push(...factor(difference, hints).factors.map((f) => f.base));
  }
  return fractionExpression(
    current.variables,
    multiply(constant({ numerator: 1n, denominator: 2n }), value),
    names,
    hints,
  );
}
