/** The classes A and B beside the full counting statistics: there they are necessary and sufficient (docs/fluctuations.md). */
import { rateBath, spinBath } from "../junction/bath.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { call, negative, number, power, product, quotient, sum, symbol } from "../expression/tree.js";
import { junction, type Junction } from "../junction/junction.js";
import { oscillator, twoLevels } from "../junction/ladder.js";
import { reversalOf } from "../statistics/reversal.js";
import { type PaperResult, verdictOf } from "./result.js";

/** An unknown function of T. */
const law = (name: string): Expression => call(name, symbol("T"));

/** An oscillator with R = 1 identically, whose noise is not the same both ways: examples/noise-rectifier.json. */
function witness(): Junction {
  const [omega, T, Upsilon] = [symbol("omega"), symbol("T"), symbol("Upsilon")];
  const below = sum(number(1), negative(call("exp", negative(quotient(omega, T)))));
  const thermal = call("coth", quotient(omega, product(number(2), T)));
  const resistance = sum(quotient(thermal, Upsilon), power(symbol("Gamma"), -1));
  const rate = power(product(below, resistance), -1);
  return junction(spinBath("L", Upsilon), oscillator(), rateBath("R", rate));
}

/** What the statistics say about classes A and B, of laws known only by name and of one witness. */
export function classesOfStatistics(): PaperResult {
  const unlike = reversalOf(
    junction(rateBath("L", law("g")), oscillator(), rateBath("R", law("h"))),
    "statistics",
  );
  const alike = reversalOf(
    junction(rateBath("L", product(symbol("c"), law("g"))), twoLevels(), rateBath("R", law("g"))),
    "statistics",
  );
  const [whole, noise] = [reversalOf(witness(), "statistics"), reversalOf(witness(), "noise")];
  const holds =
    unlike.rectifies === "always" &&
    alike.vanishesIff.map((l) => l.join()).join(" or ") === "c = 1" &&
    whole.mean.rectifies === "never" &&
    whole.rectifies === "always" &&
    noise.rectifies === "always";
  return {
    equation: "end",
    title: "classes A and B and the statistics",
    says: "A and B are sufficient for rectification",
    derived:
      "for the full statistics they are necessary and sufficient. One mode has G(lambda; -Delta) = G(-lambda; Delta) for all lambda and temperatures " +
      "if and only if k_L = c*k_R at all temperatures and [c = 1 or k(T)*(1 + s*exp(-omega/T)) is constant], s = 1 for two levels, -1 for the " +
      "oscillator: decided here for laws known only by name. For the mean current one of them is necessary, and not always enough: " +
      "examples/noise-rectifier.json, of class A, has R = 1 identically, and a noise that is not the same both ways",
    verdict: verdictOf(holds, "qualified"),
  };
}
