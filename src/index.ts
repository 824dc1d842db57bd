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
export {
  type FileBath,
  type FileNumber,
  type FileSubsystem,
  type JunctionFile,
} from "./junction/file/schema.js";
export { type Junction } from "./junction/junction.js";
export { parseShorthand } from "./junction/shorthand.js";
export { parseJunctionFile } from "./junction/file/parse.js";
export { loadJunction } from "./junction/file/load.js";
export {
  type Bath,
  type CoupledBath,
  metalBath,
  rateBath,
  type RateBath,
  type Side,
  solidBath,
  spinBath,
} from "./junction/bath.js";
export {
  type Ladder,
  largeSpin,
  type Levels,
  oscillator,
  type Subsystem,
  truncatedOscillator,
  twoLevels,
} from "./junction/ladder.js";
export { type Couplings, generalLevels } from "./junction/levels.js";
export { type Parameter } from "./input/names.js";
export { type Value, type Values } from "./library/values.js";
export { type Bindings } from "./junction/bindings.js";
export { parseBindings } from "./model/point.js";
export { formatExactNumber, parseExactNumber } from "./input/exact-number.js";
export { InputError } from "./input/errors.js";

// The current, exactly and as proved digits
export {
  current,
  type CurrentResult,
  evaluate,
  type EvaluateResult,
  sensitivities,
} from "./library/evaluate.js";
export { type PointEvaluation } from "./evaluate/point.js";
export { type PointSensitivity } from "./evaluate/point.js";
export { type PopulationSensitivity } from "../numeric/levels/population-sensitivity.js";
export { type Sensitivity } from "../numeric/junction/sensitivity.js";
export { exactCurrent, type ExactCurrent } from "./exact/ladder-current.js";
export { currentForm } from "./exact/formula/current.js";
export { type CurrentForm } from "./exact/formula/current-form.js";
export { type Form } from "./exact/formula/forms.js";
export { type Quantity } from "./junction/quantity.js";

// Many points
export {
  type AxisValues,
  scan,
  type Scan,
  type ScanOptions,
  type ScanQuantity,
  type ScanRow,
} from "./library/scan.js";
export { type Columns } from "./scan/compute.js";

// The expansion in Δ
export { type Coefficient, expand, type ExpandOptions, type ExpandResult } from "./library/expand.js";
export { expansion, type JunctionExpansion } from "./expansion/expansion.js";
export { classicalLimit } from "./exact/classical-limit.js";

// When heat is rectified, and proofs of it
export { conditions, type ConditionsResult } from "./library/conditions.js";
export { type Rectifies } from "./conditions/parity/parity.js";
export { type RectifierClass } from "./conditions/parity/rectifier-class.js";
export { type ContrastBound } from "./conditions/direction/contrast-bound.js";
export { type BetterEnd, type Direction, type DirectionRegion } from "./conditions/direction/answer.js";
export { type Certificate } from "./certificate/format.js";
export { checkProof, type ProofCheck } from "./proof-checker/check.js";

// Claims and checks
export { check, type CheckOptions, verify } from "./library/check.js";
export { type ClaimVerdict, type Counterexample } from "./claim/decide.js";
export { type Verification, type VerifyOptions } from "./verify/verify.js";
export { type Check } from "./verify/comparison.js";

// Inside N levels, best parameters, real units
export { optimise, type OptimiseOptions, transitions } from "./library/levels.js";
export { type Maximum } from "./evaluate/maximise.js";
export { type Units } from "./junction/units.js";
export { type TransitionAnalysis } from "./evaluate/transitions.js";
export {
  ndtcSearch,
  type NdtcInterval,
  type NdtcSearch,
} from "./evaluate/negative-differential-conductance.js";

// Formulas in print
export { type Formula, formula } from "./library/formula.js";
export { toLatex } from "./print/latex.js";
export { toText } from "./expression/ascii.js";
export { type ExactNumber, type Expression } from "../symbolic/expression/expression.js";

// The paper
export { paperCoefficients, type PaperCoefficient } from "./paper/coefficients.js";
export { paperResults } from "./paper/results.js";
export { type PaperResult } from "./paper/result.js";
