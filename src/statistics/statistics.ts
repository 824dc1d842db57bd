/** What is known of the full counting statistics of a junction: formulas, theorem, consequences, and values at a point. */
import { generatingFunction } from "../../numeric/statistics/generating-function.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type TheoremCertificate } from "../certificate/format.js";
import { type FluctuationValue, fluctuationsAt } from "../evaluate/fluctuations.js";
import { isOneMode } from "../exact/counting.js";
import { heatFlow } from "../exact/heat-flow.js";
import { asInputError } from "../input/numeric-errors.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { type Fluctuation, HIGHEST_KAPPA } from "../junction/quantity.js";
import { numericModel } from "../model/model.js";
import { missingNames } from "../model/point.js";
import { junctionAt } from "../model/pointwise.js";
import { type CumulantFormulas, cumulantFormulas } from "./formulas.js";
import { fluctuationTheorem } from "./theorem.js";

/** A bound on 𝒬 = S·A/J with its proof, line by line, in ASCII. */
interface UncertaintyBound {
  readonly bound: string;
  readonly proof: readonly string[];
}

/** G at one λ. */
interface GeneratingValue {
  readonly lambda: ExactNumber;
  /** Proved digits; "0" where it was not told from zero, |G| ≤ bound. */
  readonly G: string;
  readonly undecided: boolean;
  readonly bound?: string;
}

/** The statistics of a junction. */
export interface Statistics {
  readonly junction: Junction;
  readonly order: number;
  /** Why there are no formulas, where there are none; numbers there still are. */
  readonly formulas: CumulantFormulas | string;
  /** Undefined where the rates are numbers only. */
  readonly theorem: TheoremCertificate | undefined;
  readonly uncertainty: UncertaintyBound;
  /** With everything bound: κ_1 … κ_order at Δ and −Δ, and S·A/J. */
  readonly values: readonly FluctuationValue[];
  readonly generating: readonly GeneratingValue[];
  readonly noHeat?: string;
}

/** Highest order of a table of cumulants. */
const MOST_ORDER = HIGHEST_KAPPA;

/**
 * The statistics of the heat from the left bath.
 * @param values exact values of parameters, T_a and Delta
 * @param lambdas where G is asked for: with everything bound only
 * @throws InputError for an order out of its range, levels that fall apart, λ without values
 */
export function statisticsOf(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  {
    order,
    lambdas,
    digits,
  }: { readonly order: number; readonly lambdas: readonly ExactNumber[]; readonly digits: number },
): Statistics {
  if (order < 1 || order > MOST_ORDER)
    throw new InputError(`there is no cumulant of order ${order} to print`, {
      where: "--order",
      hint: `orders go from 1 to ${MOST_ORDER}`,
    });
  const all = new Map([...junction.bound, ...values]);
  const missing = missingNames(all, junction, { delta: true });
  if (lambdas.length > 0 && missing.length > 0)
    throw new InputError(`values of G need ${missing.join(", ")}`, {
      where: "--lambda",
      hint: "bind them with --at",
    });
  const { none } = heatFlow(junction, values);
  const parameters = new Map([...values].filter(([name]) => name !== "T_a" && name !== "Delta"));
  const quantities: Fluctuation[] = [
    ...Array.from({ length: order }, (_, i): Fluctuation => `kappa_${i + 1}`),
    "TUR",
  ];
  return {
    junction,
    order,
    formulas: attempt(() =>
      cumulantFormulas(
        junction,
        Math.min(order, isOneMode(junction) ? MOST_PRINTED : 2),
        missing.length === 0 ? new Map() : parameters,
      ),
    ),
    theorem: theoremOf(junction, parameters),
    uncertainty: uncertaintyBound(junction),
    values: missing.length === 0 ? fluctuationsAt(junction, quantities, all, digits) : [],
    generating: lambdas.length === 0 ? [] : generatingValues(junction, all, lambdas, digits),
    ...(none === undefined ? {} : { noHeat: none }),
  };
}

/** Cumulants beyond this follow by the same rule and are not written out; of N levels those beyond S are not. */
const MOST_PRINTED = 8;

function attempt(work: () => CumulantFormulas): CumulantFormulas | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function theoremOf(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): TheoremCertificate | undefined {
  const { subsystem } = junction;
  if (subsystem.kind === "levels" && subsystem.approximate !== undefined) return undefined;
  return fluctuationTheorem(junction, values);
}

function generatingValues(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  lambdas: readonly ExactNumber[],
  digits: number,
): readonly GeneratingValue[] {
  const { model } = numericModel(junctionAt(junction, values) ?? junction);
  const found = asInputError(() => generatingFunction(model, values, lambdas, digits));
  return lambdas.map((lambda, i) => {
    const { value = "0", undecided = true, bound } = found[i] ?? {};
    return { lambda, G: value, undecided, ...(bound === undefined ? {} : { bound }) };
  });
}

/** The uncertainty relation: sharp for one mode, with the proof; 𝒬 ≥ 2 for every rate equation. */
function uncertaintyBound(junction: Junction): UncertaintyBound {
  const { subsystem } = junction;
  if (!isOneMode(junction))
    return {
      bound: "S*A/J >= 2",
      proof: [
        "for every rate equation with detailed balance (Barato and Seifert 2015; Gingrich et al. 2016)",
      ],
    };
  return subsystem.kind === "ladder" && subsystem.weights === "oscillator"
    ? {
        bound: "S*A/J >= omega*A*coth(omega*A/2) >= 2",
        proof: [
          "S = omega*J*coth(omega*A/2) + 2*J^2/K, and A*J >= 0, K > 0",
          "so S*A/J = omega*A*coth(omega*A/2) + 2*A*J/K >= omega*A*coth(omega*A/2)",
          "and x*coth(x) >= 1 for all x",
        ],
      }
    : {
        bound: "S*A/J >= (omega*A/2)*coth(omega*A/4) >= 2",
        proof: [
          "S = omega*J*coth(omega*A/2) - 2*J^2/K, so S*A/J = omega*A*coth(omega*A/2) - 2*A*J/K",
          "K = (k_R + k_L*X_L) + (k_L + k_R*X_R) >= 2*(sqrt(p) + sqrt(m)) by the two means",
          "J/K = omega*(p - m)/K^2 <= (omega/4)*tanh(omega*A/4) for A > 0",
          "with x = omega*A/2: x*(2*coth(x) - tanh(x/2)) = x*coth(x/2), and x*coth(x/2) >= 2",
          "for A < 0 both sides are even in A",
        ],
      };
}
