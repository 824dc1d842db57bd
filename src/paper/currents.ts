/** (11)–(15): the ladder solution of the master equation, and the currents (14) and (15) for any rates. */
import {
  add,
  divide,
  equals,
  invert,
  isZero,
  multiply,
  negate,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  formalIndex,
  type Side,
  type ThermalVariables,
} from "../../symbolic/thermal/variables.js";
import { type Bath, rateBath } from "../junction/bath.js";
import { call, symbol } from "../expression/tree.js";
import { exactCurrent } from "../exact/ladder-current.js";
import { junction } from "../junction/junction.js";
import { oscillator, type Subsystem, truncatedOscillator, twoLevels } from "../junction/ladder.js";
import { type PaperResult, verdictOf } from "./result.js";

/** A bath whose downward rate is an unknown function of temperature, k_ν(T). */
function anyBath(side: Side): Bath {
  return rateBath(side, call(`k${side}`, symbol("T")));
}

interface End {
  readonly X: RationalFunction;
  readonly k: RationalFunction;
}

function ends(v: ThermalVariables): { L: End; R: End; omega: RationalFunction } {
  const end = (side: Side): End => ({
    X: variable(boltzmannIndex(v, side, 0)),
    k: variable(formalIndex(v, side, v.formalFunctions.indexOf(`k${side}`))),
  });
  return { L: end("L"), R: end("R"), omega: variable(v.parameters.indexOf("omega")) };
}

function currentOf(subsystem: Subsystem): { v: ThermalVariables; J: RationalFunction } {
  const { variables, current } = exactCurrent(junction(anyBath("L"), subsystem, anyBath("R")));
  return { v: variables, J: current };
}

/** (12): P_n ∝ r^n solves the chain, one balance for each n with any |S_n|². */
export function ladderPopulations(): PaperResult {
  // Symbols: k_L, k_R, X_L, X_R, w = |S_n|², w' = |S_{n+1}|², and P = P_{n−1} > 0; P_n = rP, P_{n+1} = r²P.
  const [kL, kR, xL, xR] = [variable(0), variable(1), variable(2), variable(3)];
  const [w, next, P] = [variable(4), variable(5), variable(6)];
  const down = add(kL, kR);
  const up = add(multiply(kL, xL), multiply(kR, xR));
  const r = divide(up, down);
  const population = (n: number): RationalFunction => multiply(P, power(r, n));
  // dP_n/dt = w(up P_{n−1} − down P_n) − w'(up P_n − down P_{n+1})
  const gain = multiply(w, subtract(multiply(up, population(0)), multiply(down, population(1))));
  const loss = multiply(next, subtract(multiply(up, population(1)), multiply(down, population(2))));
  return {
    equation: "(12)",
    title: "populations of a ladder",
    says: "the steady state of the rate equation",
    derived: "P_n = r^n P_0, r = (k_L X_L + k_R X_R)/(k_L + k_R): dP_n/dt = 0 for every n and any |S_n|^2",
    verdict: verdictOf(isZero(subtract(gain, loss))),
  };
}

/** (11): energy taken from the left bath equals the printed symmetric form, and the ladder formula. */
export function ladderHeat(): PaperResult {
  const holds = [2, 3, 4, 5].every((levels) => {
    const ladder = truncatedOscillator(levels);
    const { v, J } = currentOf(ladder);
    const { L, R, omega } = ends(v);
    const r = divide(add(multiply(L.k, L.X), multiply(R.k, R.X)), add(L.k, R.k));
    const total = Array.from({ length: levels }, (_, n) => power(r, n)).reduce(add, ZERO);
    const flow = (bath: End): RationalFunction =>
      Array.from({ length: levels - 1 }, (_, i): RationalFunction => {
        const weight: RationalFunction = { numerator: BigInt(i + 1), denominator: 1n };
        const exchange = subtract(multiply(bath.X, power(r, i)), power(r, i + 1));
        return divide(multiply(multiply(multiply(omega, weight), bath.k), exchange), total);
      }).reduce(add, ZERO);
    const half = divide(subtract(flow(L), flow(R)), { numerator: 2n, denominator: 1n });
    return equals(flow(L), J) && equals(negate(flow(R)), J) && equals(half, J);
  });
  return {
    equation: "(11)",
    title: "current of the reduced dynamics",
    says: "J = (1/2) sum E_mn |S_mn|^2 P_n (k^L - k^R)",
    derived:
      "equals the heat leaving the left bath and the ladder formula, for 2, 3, 4, 5 levels and any rates",
    verdict: verdictOf(holds),
  };
}

/** (14): the oscillator between any two baths. */
export function oscillatorCurrent(): PaperResult {
  const { v, J } = currentOf(oscillator());
  const { L, R, omega } = ends(v);
  const n = (end: End): RationalFunction => divide(end.X, subtract(ONE, end.X));
  const atMinus = (end: End): RationalFunction => negate(add(ONE, n(end)));
  const bottom = add(divide(atMinus(L), L.k), divide(atMinus(R), R.k));
  const printed = negate(multiply(multiply(omega, subtract(n(L), n(R))), invert(bottom)));
  return {
    equation: "(14)",
    title: "harmonic oscillator",
    says: "J = -omega (n_B^L - n_B^R)/(n_B^L(-omega)/k^L + n_B^R(-omega)/k^R)",
    derived: "the ladder formula with |S_n|^2 = n, n = 1, 2, ..., for any k^L(T), k^R(T)",
    verdict: verdictOf(equals(printed, J)),
  };
}

/** (15): two levels between any two baths. */
export function twoLevelCurrent(): PaperResult {
  const { v, J } = currentOf(twoLevels());
  const { L, R, omega } = ends(v);
  const n = (end: End): RationalFunction => divide(end.X, add(ONE, end.X));
  const atMinus = (end: End): RationalFunction => subtract(ONE, n(end));
  const bottom = add(divide(atMinus(L), L.k), divide(atMinus(R), R.k));
  const printed = multiply(multiply(omega, subtract(n(L), n(R))), invert(bottom));
  return {
    equation: "(15)",
    title: "two levels",
    says: "J = omega (n_S^L - n_S^R)/(n_S^L(-omega)/k^L + n_S^R(-omega)/k^R)",
    derived: "the ladder formula with |S_1|^2 = 1, for any k^L(T), k^R(T)",
    verdict: verdictOf(equals(printed, J)),
  };
}
