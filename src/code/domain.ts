/** What exported code asks before it answers: temperatures, μ and 1 + δT/μ positive, at Δ and at −Δ. Outside it answers NaN. */
import { metalConstants } from "../junction/bath.js";
import {
  numberExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { symbolsOf } from "../expression/tree.js";
import { replaceSymbol } from "../expression/substitute.js";
import { type Junction } from "../junction/junction.js";
import { minus } from "./program.js";

/**
 * Expressions in the parameters that are positive in the domain, as far as it can be told by rational operations: couplings and
 * rates of the user's are not among them.
 * @param values  numbers put in
 * @param biased  whether Delta is a variable; at Δ = 0 both temperatures are T_a/2
 */
export function positiveInDomain(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  biased: boolean,
): Expression[] {
  const [sum, bias] = [symbolExpression("T_a"), symbolExpression("Delta")];
  const twice = biased ? [sumExpression([sum, bias]), sumExpression([sum, minus(bias)])] : [sum];
  const metals = [junction.left, junction.right].flatMap((bath) => metalConstants(bath) ?? []);
  const conditions = [
    ...twice,
    ...metals.flatMap(({ delta, mu }) => [
      mu,
      ...twice.map((t) =>
        sumExpression([productExpression([numberExpression(2n), mu]), productExpression([delta, t])]),
      ),
    ]),
  ];
  const { subsystem } = junction;
  const own = new Set([...junction.parameters.map((p) => p.name), "T_a", "Delta"]);
  const inPlace = (e: Expression): Expression =>
    [...values].reduce(
      (f, [name, x]) => replaceSymbol(f, name, numberExpression(x.numerator, x.denominator)),
      subsystem.kind === "ladder" ? replaceSymbol(e, "omega", subsystem.gap) : e,
    );
  // A number was looked at when it was put in; what depends on the gap of a transition differs from one to the next.
  return conditions
    .map(inPlace)
    .filter((e) => symbolsOf(e).length > 0 && symbolsOf(e).every((name) => own.has(name)));
}
