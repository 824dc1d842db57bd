/** Code in any language: scalar functions (`code/export.ts`), or a module for arrays. */
import { type JunctionExpansion } from "../../expansion/expansion.js";
import { type Junction } from "../../junction/junction.js";
import { exportCode, type ExportOptions } from "../export.js";
import { type Language } from "../../print/format.js";
import { numpyModule } from "./numpy.js";

/** Source text in the language. Without an expansion: no coefficients. @throws InputError for junctions without code */
export function writeCode(
  language: Language,
  junction: Junction,
  expansion: JunctionExpansion | undefined,
  about: ExportOptions,
): string {
  return language === "numpy"
    ? numpyModule(junction, expansion, about)
    : exportCode(language, junction, expansion, about);
}
