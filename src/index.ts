/**
 * heatdiode: thermal rectification in two-terminal quantum junctions, derived, proved and checked.
 *
 * @example
 * import { expansion, parseShorthand, toLatex } from "heatdiode";
 * const alpha2 = expansion(parseShorthand("solid-TLS-solid")).expression(2);
 * toLatex(alpha2); // -\frac{4 \omega^{3} \Gamma_L \Gamma_R …
 */

// Junctions
export { junction, type Junction } from "./junction.js";
export { parseShorthand } from "./shorthand.js";
export { parseJunctionFile } from "./junction-file.js";
export { type Bath, metalBath, rateBath, solidBath, spinBath } from "./bath.js";
export {
  type Ladder,
  largeSpin,
  type Levels,
  oscillator,
  type Subsystem,
  truncatedOscillator,
  twoLevels,
} from "./subsystem.js";
export { type Parameter } from "./parameter.js";
export { InputError } from "./errors.js";

// The exact current and its expansion in Δ
export { exactCurrent, type ExactCurrent } from "./exact-current.js";
export { currentForm, type CurrentForm } from "./current-form.js";
export { expansion, type JunctionExpansion } from "./expand.js";
export { classicalLimit } from "./classical-limit.js";

// Exact values
export { formatExactNumber, parseExactNumber } from "./exact-number.js";
export { type Bindings, parseBindings } from "./bindings.js";

// Formulas in print
export { toLatex } from "./latex.js";
export { toText } from "./text.js";
export { type ExactNumber, type Expression } from "../symbolic/expression.js";

// The paper
export { paperCoefficients } from "./paper/coefficients.js";
export { paperResults } from "./paper/results.js";
export { type PaperResult } from "./paper/result.js";
