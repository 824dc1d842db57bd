/** General levels (11)–(12) as plain data (`levels/model.ts` solves them). */
import { type Expression } from "./expression.js";
import { type BathModel } from "./model.js";

/** N levels with a coupling matrix at each end. A coupling or rate may refer to `omega`, the gap of the transition. */
export interface LevelModel {
  readonly left: BathModel;
  readonly right: BathModel;
  readonly energies: readonly Expression[];
  /** Symmetric; the diagonal has no effect. */
  readonly S_L: readonly (readonly Expression[])[];
  readonly S_R: readonly (readonly Expression[])[];
  /** lim k(T) at gap → 0 in `T` and parameters, left and right: needed where levels of one energy are coupled. */
  readonly zeroGapRates?: { readonly left?: Expression; readonly right?: Expression };
}
