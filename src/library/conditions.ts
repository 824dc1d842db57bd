/** `conditions`: whether a junction rectifies, when not, and the proof. */
import { type Certificate } from "../certificate/format.js";
import { conditions as decide } from "../conditions/conditions.js";
import { type RectifierClass } from "../conditions/parity/rectifier-class.js";
import { type Rectifies } from "../conditions/parity/parity.js";
import { conditionsLatex } from "../conditions/print/latex.js";
import { conditionsText } from "../conditions/print/text.js";
import { type Direction } from "../conditions/direction/answer.js";
import { type Junction } from "../junction/junction.js";
import { type Formula, formula } from "./formula.js";
import { guard } from "./guard.js";
import { bind, parametersOnly, type Values } from "./values.js";

/** The verdict on a junction, for all temperatures and to all orders in Δ. */
export interface ConditionsResult {
  readonly junction: string;
  readonly rectifies: Rectifies;
  /** Heat is not rectified iff all equations of one inner list hold: `[]` for "always", `[[]]` for "never". */
  readonly vanishesIff: readonly (readonly string[])[];
  /** What else holds on each system of `vanishesIff`, such as "no heat flows"; null where heat flows both ways. */
  readonly remarks: readonly (string | null)[];
  /** The levels are assumed to be connected: on none of these systems they are. */
  readonly connectedUnless: readonly (readonly string[])[];
  /** B: rectification survives where k_L/k_R is constant; A: where it depends on T. */
  readonly type: RectifierClass | null;
  /** The least even k with α_k ≠ 0 for general parameters. */
  readonly lowestEvenOrder: number | null;
  /** [J(Δ) + J(−Δ)]/2; `where` says what its symbols stand for. */
  readonly evenPart: Formula;
  /** h(T) in the symbol T, for two levels and the oscillator: heat is not rectified iff it is constant. */
  readonly h: Formula | null;
  /** Which end lets more heat through when hot, for two levels and the oscillator. */
  readonly direction: Direction | null;
  readonly where: readonly { readonly name: string; readonly meaning: string }[];
  /** False if several energies are free: the verdict is then for energies without integer relations among them. */
  readonly everywhere: boolean;
  /** A certificate that `checkProof` verifies by itself. */
  readonly proof: Certificate;
  /** The answer in words. */
  readonly text: string;
  /** The short proof in LaTeX. */
  readonly latex: string;
}

/**
 * Decides when a junction rectifies, with a proof.
 * @param options.at exact values for some of the parameters; the verdict then holds for those
 * @example conditions(junction("solid-TLS-solid")).vanishesIff // [["Gamma_L = Gamma_R"]]
 * @throws InputError for unknown names and values out of their domain
 */
export function conditions(junction: Junction, options: { readonly at?: Values } = {}): ConditionsResult {
  guard(junction, options, ["at"]);
  const values = parametersOnly(junction, bind(junction, options.at ?? {}, { delta: true, complete: false }));
  const c = decide(junction, values);
  return {
    junction: junction.name,
    rectifies: c.verdict.rectifies,
    vanishesIff: c.verdict.vanishesIff,
    remarks: c.solutions.map(({ remark }) => remark ?? null),
    connectedUnless: c.connectedUnless,
    type: c.type,
    lowestEvenOrder: c.lowestEvenOrder,
    evenPart: formula(c.evenPart),
    h: c.criterion ? formula(c.criterion.h.value) : null,
    direction: c.direction ?? null,
    where: c.where,
    everywhere: c.everywhere,
    get proof() {
      return c.certificate;
    },
    text: conditionsText(c),
    latex: conditionsLatex(c),
  };
}
