/** Checks of what is printed: mathjs reads the text of a formula and evaluates it in decimals of its own. */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type Side } from "../../symbolic/thermal/variables.js";
import { ballArithmetic, type Ball } from "../../numeric/enclosure/ball.js";
import { withIncreasingPrecision } from "../../numeric/enclosure/certified-decimal.js";
import { liftToBall } from "../../numeric/junction/evaluate.js";
import { evaluateExpression, occupation } from "../../numeric/junction/evaluate-expression.js";
import { pointLookup } from "../../numeric/junction/rectification.js";
import { toText } from "../expression/ascii.js";
import { type Check, compare, DIGITS, ROUNDED, type Unanswered } from "./comparison.js";
import { type Values } from "./derivation.js";
import { alphaValue, type Subject, thermalValue } from "./numbers.js";

/** Working digits of mathjs: twice as many as compared, and as many again for cancellation. */
const WORKING_DIGITS = 120;
/** Longer formulas are for machines: reading them takes mathjs minutes. */
const LONGEST_FORMULA = 60_000;

/** Evaluates text: a decimal string of more digits than are compared. Names have the values given. */
export type Calculator = (text: string, values: ReadonlyMap<string, string>) => string;

/** mathjs with BigNumbers; only text that this program printed goes in. */
export async function calculator(): Promise<Calculator> {
  const { all, create } = await import("mathjs");
  if (!all) throw new Error("internal: mathjs without functions");
  const math = create(all, { number: "BigNumber", precision: WORKING_DIGITS });
  return (printed, given) => {
    const scope = new Map<string, unknown>();
    // A coupling at a gap, such as Gamma_L(1/100), is one symbol: without its brackets, which would be those of a function.
    const couplings = [...given.keys()].filter((name) => /\((?!x\))/.test(name));
    const plain = (text: string): string =>
      couplings.reduce((t, name, i) => t.replaceAll(name, `coupling_at_gap_${i}`), text);
    const text = plain(printed);
    for (const [name, value] of [...given].map((pair) => pair.map(plain) as [string, string])) {
      // A definition such as n_S_L(x) = … becomes a function of the scope.
      if (name.includes("(")) math.evaluate(`${name} = ${value}`, scope);
      else scope.set(name, math.evaluate(value, scope));
    }
    const result: unknown = math.evaluate(text, scope);
    return math.format(result, { notation: "exponential", precision: DIGITS + 5 });
  };
}

/** The coefficients α_1 … α_order as printed against their proved values. */
export function printedCoefficientChecks(
  { junction, derivation, values }: Subject,
  order: number,
  calculate: Calculator,
): { readonly checks: Check[]; readonly unanswered: Unanswered[] } {
  const checks: Check[] = [];
  const unanswered: Unanswered[] = [];
  for (let k = 1; k <= order; k++) {
    const name = `alpha_${k} mathjs`;
    if (derivation.isZero(k)) continue;
    const text = toText(derivation.expression(k));
    if (text.length > LONGEST_FORMULA) {
      unanswered.push({ name, junction: junction.name, reason: `a formula of ${text.length} characters` });
      continue;
    }
    const numeric = calculate(text, texts(values));
    checks.push(compare(junction.name, name, alphaValue(derivation, values, k), numeric, ROUNDED));
  }
  return { checks, unanswered };
}

function texts(values: Values): Map<string, string> {
  const known = new Map([...values].map(([name, value]) => [name, ratio(value)]));
  return known.set("T_L", "(T_a + Delta)/2").set("T_R", "(T_a - Delta)/2");
}

const ratio = ({ numerator, denominator }: ExactNumber): string => `(${numerator}/${denominator})`;

/** The four occupation numbers, for rates printed with them; the formula's own definitions go before these. */
const OCCUPATIONS = (["L", "R"] as const).flatMap((side) => [
  [`n_B_${side}(x)`, `1/(exp(x/T_${side}) - 1)`] as const,
  [`n_S_${side}(x)`, `1/(exp(x/T_${side}) + 1)`] as const,
]);

/** The current, the rates and the occupation numbers as printed. */
export function printedCurrentChecks(subject: Subject, calculate: Calculator): Check[] {
  const { junction, derivation, values } = subject;
  const { current, where } = derivation.printed;
  const scope = texts(values);
  const own = new Map(where.map(({ name, value }) => [name, toText(value)]));
  for (const [name, text] of OCCUPATIONS) scope.set(name, own.get(name) ?? text);
  // Definitions may use others that follow them: rates use occupations, r uses rates.
  const rest = [...own].filter(([name]) => !name.includes("(")).reverse();
  for (const [name, text] of rest) scope.set(name, text);
  const J = thermalValue(derivation, values, derivation.current.current);
  const checks = [compare(junction.name, "J mathjs", J, calculate(toText(current), scope), ROUNDED)];
  const { rates } = derivation;
  for (const side of ["L", "R"] as const) {
    const printed = own.get(`k_${side}`);
    if (printed === undefined || !rates) continue;
    const claimed = thermalValue(derivation, values, rates[side]);
    checks.push(
      compare(junction.name, `printed rate k_${side}`, claimed, calculate(printed, scope), ROUNDED),
    );
  }
  return [...checks, ...occupationChecks(subject, own, scope, calculate)];
}

/** n(ω) as defined in the printed formula against the numeric layer's occupation. */
function occupationChecks(
  { junction, model, values }: Subject,
  own: ReadonlyMap<string, string>,
  scope: ReadonlyMap<string, string>,
  calculate: Calculator,
): Check[] {
  if (model.kind !== "ladder") return [];
  const { gap } = model.model;
  const found: Check[] = [];
  for (const side of ["L", "R"] as const) {
    for (const kind of ["n_B", "n_S"] as const) {
      if (!own.has(`${kind}_${side}(x)`)) continue;
      const printed = calculate(`${kind}_${side}(${toText(gap)})`, scope);
      const numeric = occupationValue(kind, side, gap, values);
      found.push(compare(junction.name, `occupation ${kind}_${side}`, printed, numeric, ROUNDED));
    }
  }
  return found;
}

function occupationValue(kind: "n_B" | "n_S", side: Side, gap: Expression, values: Values): string {
  const value = (bits: number): Ball => {
    const a = ballArithmetic(bits);
    const lookup = pointLookup(values, liftToBall(a));
    const [sum, delta] = [lookup("T_a"), lookup("Delta")];
    const T = a.mul(a.fromRational(1n, 2n), side === "L" ? a.add(sum, delta) : a.sub(sum, delta));
    return occupation(a, kind, evaluateExpression(a, gap, { lookup }), T);
  };
  return withIncreasingPrecision(value, DIGITS);
}
