/** (9) and what follows from it: dissimilar contacts, equipartition, and the closing claim on identical segments. */
import { classicalAverages, equipartitionEnergy } from "../../numeric/bath/classical-bath.js";
import { type BathModes, compareMeanEnergies } from "../../numeric/bath/mean-energy.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type Bath, metalBath, rateBath, solidBath, spinBath } from "../junction/bath.js";
import { call, negative, number, power, product, quotient, sum, symbol } from "../expression/tree.js";
import { parityVerdict } from "../conditions/parity/parity.js";
import { exactCurrent } from "../exact/ladder-current.js";
import { addExact, exactNumber } from "../input/exact-number.js";
import { junction, type Junction } from "../junction/junction.js";
import { largeSpin, oscillator, type Subsystem, truncatedOscillator, twoLevels } from "../junction/ladder.js";
import { type PaperResult, verdictOf } from "./result.js";

const T = 0.7;

/** When the even part of J vanishes: "never" and "always" are about rectification. */
function verdictFor(j: Junction): { rectifies: string; iff: string } {
  const { rectifies, vanishesIff } = parityVerdict(exactCurrent(j));
  return { rectifies, iff: vanishesIff.map((list) => list.join(" and ")).join(" or ") };
}

/** The criterion (9) for two baths as modes: mean energies, and what no shift of the zero of energy changes. */
function criterion(left: BathModes, right: BathModes): { energies: boolean; capacities: boolean } {
  const { energiesDiffer, heatCapacitiesDiffer } = compareMeanEnergies(left, right, T);
  return { energies: energiesDiffer, capacities: heatCapacitiesDiffer };
}

/** (9) is neither sufficient nor necessary: exact verdicts beside the criterion. */
export function meanEnergyCriterion(): PaperResult[] {
  const modes = (...energies: number[]): BathModes => ({ kind: "oscillator", energies });
  const metal: BathModes = { kind: "metal", energies: [-1.5, -0.5, 0.5, 1.5] };
  const harmonic = verdictFor(junction(solidBath("L"), oscillator(), solidBath("R")));
  const flat = verdictFor(junction(solidBath("L"), oscillator(), metalBath("R", undefined, number(0))));
  const [unlike, withMetal] = [criterion(modes(1, 1.3), modes(1, 0.4, 2)), criterion(modes(1, 1.3), metal)];
  const equal = criterion(modes(1, 1.3), modes(1, 1.3));
  const twoLevel = verdictFor(junction(solidBath("L"), twoLevels(), solidBath("R")));
  return [
    {
      equation: "(9)",
      title: "different mean energies",
      says: "rectification emerges when the reservoirs have different mean energy",
      derived:
        "not sufficient: unlike harmonic baths, or a harmonic bath and a metal of flat band, around an oscillator have " +
        "different <H> and different dH/dT, and J(Delta) + J(-Delta) = 0 identically. <H> moreover depends on the zero " +
        "of energy, and no coefficient does (remark [20]). At second order the condition is kappa_20 != T_a kappa_01",
      verdict: verdictOf(
        harmonic.rectifies === "never" &&
          flat.rectifies === "never" &&
          [unlike, withMetal].every((c) => c.energies && c.capacities),
        "slip",
      ),
    },
    {
      equation: "(9)",
      title: "nor is it necessary",
      says: "(type B) equal reservoirs rectify too, with unequal couplings",
      derived: `solid-TLS-solid with equal baths, so that (9) fails, rectifies unless ${twoLevel.iff}`,
      verdict: verdictOf(
        !equal.energies && !equal.capacities && twoLevel.iff === "Gamma_L = Gamma_R",
        "proved",
      ),
    },
    equipartition(),
  ];
}

/** ⟨H⟩ = T(1/2 + 1/n), symbolically for rational n and by quadrature. */
function equipartition(): PaperResult {
  const exponents = [exactNumber(2), exactNumber(5, 2), exactNumber(3), exactNumber(4), exactNumber(7, 2)];
  const rows = exponents.map((n) => {
    // ∫dx e^{−βc|x|^n} ∝ β^{−1/n} by x → β^{−1/n}x; p is the case n = 2. Z ∝ β^s and ⟨H⟩ = −d ln Z/dβ = −s/β = −sT.
    const scaling = (power: ExactNumber): ExactNumber => exactNumber(-power.denominator, power.numerator);
    const s = addExact(scaling(exactNumber(2)), scaling(n));
    const printed = addExact(exactNumber(1, 2), exactNumber(n.denominator, n.numerator));
    const zero = addExact(s, printed);
    const value = Number(n.numerator) / Number(n.denominator);
    const { kinetic, potential } = classicalAverages(value, 0.8, T);
    const difference = kinetic.value + potential.value - equipartitionEnergy(value, T);
    // the quadrature's own estimate, and the rounding of three numbers of order 1
    const bound = kinetic.errorEstimate + potential.errorEstimate + 1e-14;
    return zero.numerator === 0n && Math.abs(difference) <= bound;
  });
  return {
    equation: "(9)",
    title: "equipartition example",
    says: "<H> = T (1/2 + 1/n) for classical particles with potential C_n q^n, n >= 2",
    derived:
      "Z is proportional to beta^(-1/2 - 1/n) by scaling p and q, for every rational n; and by quadrature over phase " +
      "space for n = 2, 5/2, 3, 7/2, 4. That different n rectify does not follow from it, see (9)",
    verdict: verdictOf(
      rows.every((x) => x),
      "qualified",
    ),
  };
}

/** c/(…)·e^{…}: the rate (13) of a bath of independent units, each a copy of the ladder with the given weights. */
function unitBath(side: "L" | "R", weights: readonly bigint[]): Bath {
  const x = (n: number): Expression =>
    n === 0 ? number(1) : call("exp", negative(quotient(product(number(n), symbol("omega")), symbol("T"))));
  // downwards the bath's unit is lifted from level n to n + 1: Σ p_n |S_{n+1}|²
  const above = sum(...weights.map((w, n) => product(number(w), x(n))));
  const below = sum(...[...weights, 1n].map((_, n) => x(n)));
  return rateBath(side, product(symbol(`c_${side}`), above, power(below, -1)));
}

function identicalSegments(subsystem: Subsystem): { rectifies: string; iff: string } {
  if (subsystem.kind !== "ladder" || subsystem.weights === "oscillator") {
    return verdictFor(junction(solidBath("L"), subsystem, solidBath("R")));
  }
  const { weights } = subsystem;
  return verdictFor(junction(unitBath("L", weights), subsystem, unitBath("R", weights)));
}

/** The closing claim: three segments of identical units, the central one coupled unequally. */
export function closingClaim(): PaperResult {
  const spin = verdictFor(junction(spinBath("L"), twoLevels(), spinBath("R")));
  const two = identicalSegments(twoLevels());
  const harmonic = identicalSegments(oscillator());
  const large = identicalSegments(largeSpin(exactNumber(1)));
  const truncated = identicalSegments(truncatedOscillator(3));
  return {
    equation: "end",
    title: "three identical segments",
    says: "a chain of identical nonlinear units, the central one coupled unequally, will not rectify",
    derived:
      "true of two-level units and of harmonic ones (never, proved). Not true of identical units in general: spins 1, or " +
      "oscillators cut to three levels, between baths of the same independent units with rates from (13), rectify " +
      `unless ${large.iff}. A chain of classical nonlinear oscillators is outside (11)-(13)`,
    verdict: verdictOf(
      [spin, two, harmonic].every((v) => v.rectifies === "never") &&
        [large, truncated].every((v) => v.rectifies === "conditionally" && v.iff === "c_L = c_R"),
      "slip",
    ),
  };
}
