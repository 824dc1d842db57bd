/** (13), (16), (17), (19): the rates of the three baths, in occupations and with detailed balance. */
import {
  add,
  divide,
  equals,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  subtract,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { boltzmannIndex, temperatureIndex } from "../../symbolic/thermal/variables.js";
import { type Bath, metalBath, solidBath, spinBath } from "../junction/bath.js";
import { negative, symbol } from "../expression/tree.js";
import { thermalField } from "../exact/ladder-current.js";
import { junction } from "../junction/junction.js";
import { twoLevels } from "../junction/ladder.js";
import { type PaperResult, verdictOf } from "./result.js";

interface RateClaim {
  readonly equation: string;
  readonly title: string;
  readonly says: string;
  readonly bath: Bath;
  /** The printed rate from X = e^{−ω/T}, T and the parameter values. */
  readonly printed: (
    X: RationalFunction,
    T: RationalFunction,
    p: (name: string) => RationalFunction,
  ) => RationalFunction;
}

const claims = (): RateClaim[] => [
  {
    equation: "(16)",
    title: "spin bath",
    says: "k = n_S(-omega) Upsilon",
    bath: spinBath("L"),
    printed: (X, _T, p) => multiply(p("Upsilon_L"), subtract(ONE, divide(X, add(ONE, X)))),
  },
  {
    equation: "(17)",
    title: "solid, radiation",
    says: "k = -Gamma_B n_B(-omega)",
    bath: solidBath("L"),
    printed: (X, _T, p) => multiply(p("Gamma_L"), add(ONE, divide(X, subtract(ONE, X)))),
  },
  {
    equation: "(19)",
    title: "metal",
    says: "k = -n_B(-omega) Lambda, Lambda = Gamma_F (1 + delta T/mu)",
    bath: metalBath("L"),
    printed: (X, T, p) => {
      const density = add(ONE, divide(multiply(p("delta_L"), T), p("mu_L")));
      return negate(multiply(multiply(p("Gamma_L"), density), negate(add(ONE, divide(X, subtract(ONE, X))))));
    },
  },
];

/** Each bath's rate equals the printed one, and k(−ω) = e^{−ω/T} k(ω) wherever the coupling is even in ω. */
export function bathRates(): PaperResult[] {
  return claims().map(({ equation, title, says, bath, printed }) => {
    const subject = junction(bath, twoLevels(), solidBath("R", symbol("Gamma")));
    const omega = symbol("omega");
    const field = thermalField(subject, [omega], new Map());
    const v = field.variables;
    const X = variable(boltzmannIndex(v, "L", 0));
    const T = variable(temperatureIndex(v, "L"));
    const p = (name: string): RationalFunction => variable(v.parameters.indexOf(name));
    const down = field.rate(bath, omega);
    const up = field.rate(bath, negative(omega));
    // Γ_B(ω) and Γ_F(ω) = 2πωF are odd in ω (spectral functions), Υ is even: the sign goes with the coupling.
    const sign = bath.kind === "spin" ? up : negate(up);
    const holds = equals(down, printed(X, T, p)) && equals(sign, multiply(X, down));
    return {
      equation,
      title,
      says,
      derived: `the rate as built; upwards e^(-omega/T) k by detailed balance (13)`,
      verdict: verdictOf(holds),
    };
  });
}
