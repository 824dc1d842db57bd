/**
 * heatdiode: thermal rectification in two-terminal quantum junctions, derived, proved and checked.
 *
 * ħ = k_B = 1; T_a = T_L + T_R is the sum of the temperatures, Δ = T_L − T_R, and J > 0 flows from left to right.
 *
 * @example
 * import { conditions, evaluate, expand, junction } from "heatdiode";
 *
 * const diode = junction("solid-TLS-solid");
 * expand(diode, { order: 2 }).coefficients[2]?.formula().latex; // -\frac{4 \omega^{3} \Gamma_L \Gamma_R …
 * conditions(diode).vanishesIff; // [["Gamma_L = Gamma_R"]]
 * evaluate(diode, { at: { T_L: 2, T_R: 1, omega: 1, Gamma_L: 1, Gamma_R: 3 }, digits: 30 }).R;
 *
 * @module heatdiode
 */

// Junctions: by name, from parts, from files
export { assume, junction, junctionFrom } from "./library/junction.js";
export { type FileBath, type FileNumber, type FileSubsystem, type JunctionFile } from "./junction-schema.js";
export { type Junction } from "./junction.js";
export { parseShorthand } from "./shorthand.js";
export { parseJunctionFile } from "./junction-file.js";
export { loadJunction } from "./load.js";
export {
  type Bath,
  type CoupledBath,
  metalBath,
  type MetalBath,
  rateBath,
  type RateBath,
  type Side,
  solidBath,
  spinBath,
} from "./bath.js";
export {
  type Ladder,
  largeSpin,
  type Levels,
  oscillator,
  type Subsystem,
  truncatedOscillator,
  twoLevels,
} from "./subsystem.js";
export { type Couplings, generalLevels } from "./levels.js";
export { type Parameter } from "./parameter.js";
export { type Value, type Values } from "./library/values.js";
export { type Bindings, parseBindings } from "./bindings.js";
export { formatExactNumber, parseExactNumber } from "./exact-number.js";
export { InputError } from "./errors.js";

// The current, exactly and as proved digits
export {
  current,
  type CurrentResult,
  evaluate,
  type EvaluateResult,
  sensitivities,
} from "./library/evaluate.js";
export { type PointEvaluation } from "./evaluate.js";
export { type PointSensitivity } from "./evaluate.js";
export { type PopulationSensitivity } from "../numeric/population-sensitivity.js";
export { type Sensitivity } from "../numeric/sensitivity.js";
export { exactCurrent, type ExactCurrent } from "./exact-current.js";
export { currentForm, type CurrentForm } from "./current-form.js";
export { type Form } from "./current-forms.js";
export { type Quantity } from "./quantity.js";

// Many points
export {
  type AxisValues,
  scan,
  type Scan,
  type ScanOptions,
  type ScanQuantity,
  type ScanRow,
} from "./library/scan.js";
export { type Columns } from "./scan-compute.js";

// The expansion in Δ
export { type Coefficient, expand, type ExpandOptions, type ExpandResult } from "./library/expand.js";
export { expansion, type JunctionExpansion } from "./expand.js";
export { classicalLimit } from "./classical-limit.js";

// When heat is rectified, and proofs of it
export { conditions, type ConditionsResult } from "./library/conditions.js";
export { type Rectifies } from "./conditions-parity.js";
export { type RectifierClass } from "./conditions-class.js";
export { type ContrastBound } from "./direction-bound.js";
export { type BetterEnd, type Direction, type DirectionRegion } from "./direction-answer.js";
export { type Certificate } from "./certificate.js";
export { checkProof, type ProofCheck } from "./check-proof.js";

// Claims and checks
export { check, type CheckOptions, verify } from "./library/check.js";
export { type ClaimVerdict, type Counterexample } from "./claim.js";
export { type Verification, type VerifyOptions } from "./verify.js";
export { type Check } from "./verify-check.js";

// Inside N levels, best parameters, real units
export { optimise, type OptimiseOptions, transitions } from "./library/levels.js";
export { type Maximum } from "./optimise.js";
export { type Units } from "./units.js";
export { type TransitionAnalysis } from "./transitions.js";
export { ndtcSearch, type NdtcInterval, type NdtcSearch } from "./ndtc.js";

// Formulas in print
export { type Formula, formula } from "./library/formula.js";
export { toLatex } from "./latex.js";
export { toText } from "./text.js";
export { type ExactNumber, type Expression } from "../symbolic/expression.js";

// The paper
export { paperCoefficients, type PaperCoefficient } from "./paper/coefficients.js";
export { paperResults } from "./paper/results.js";
export { type PaperResult } from "./paper/result.js";
