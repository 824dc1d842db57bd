/** When a junction rectifies heat, decided for all temperatures and to all orders in Δ, with the proof (design §3, §8). */
import { type Expansion } from "../../symbolic/expansion/expansion.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type Certificate } from "../certificate/format.js";
import { buildCertificate } from "./proof/build.js";
import { certificateNames } from "../certificate/names.js";
import { polynomialText } from "../certificate/text.js";
import { type RectifierClass, rectifierClass } from "./parity/rectifier-class.js";
import { evenPartExpression, resistances } from "./parity/even-part.js";
import { type LadderForm, ladderForm } from "./parity/ladder-form.js";
import { parityVerdict, type ParityVerdict } from "./parity/parity.js";
import { disconnections, type VerdictSolution, verdictSolutions } from "./parity/solutions.js";
import { type Direction } from "./direction/answer.js";
import { type LowestOrderSign, lowestOrderSign } from "./direction/lowest-order.js";
import { naturalJunction } from "../expansion/natural-variables.js";
import { direction } from "./direction/direction.js";
import { type ExactCurrent, exactCurrent } from "../exact/ladder-current.js";
import { type Resonance, resonances } from "./parity/resonances.js";
import { InputError } from "../input/errors.js";
import { expansionOf } from "../expansion/series.js";
import { type Junction } from "../junction/junction.js";
import { levelsModel } from "../exact/levels-rates.js";
import { withNamedSpectra } from "../exact/named/named-spectra.js";
import { PI } from "../input/names.js";
import { type ResistanceForm, resistanceForm } from "./parity/resistance-form.js";

/** Everything `heatdiode conditions` says of one junction. */
export interface Conditions {
  readonly junction: Junction;
  readonly current: ExactCurrent;
  readonly verdict: ParityVerdict;
  readonly type: RectifierClass | null;
  /** Why there is no class. */
  readonly classReason?: string;
  /** The least even k with α_k ≠ 0 for general parameters; null if there is none, or none up to the highest looked at. */
  readonly lowestEvenOrder: number | null;
  /** [J(Δ) + J(−Δ)]/2, factored. */
  readonly evenPart: Expression;
  /** For ladders of three levels and more: the parts of J = E·F(r). */
  readonly ladder?: LadderForm;
  /** h(T) of design §3 and the even part in it, for two levels and the oscillator. */
  readonly criterion?: ResistanceForm;
  /** Which end conducts better when hot, for two levels and the oscillator; found when it is first asked for. */
  readonly direction: Direction | undefined;
  /** The sign of α_lowestEvenOrder where no criterion gives the direction; undefined where heat is never rectified. */
  readonly lowestOrder: LowestOrderSign | undefined;
  /** What the thermal variables in the formulas stand for. */
  readonly where: readonly { readonly name: string; readonly meaning: string }[];
  /** False if the verdict is only for energies without integer relations among them. */
  readonly everywhere: boolean;
  /** Where several energies are free: relations between them at which the verdict is another. */
  readonly exceptions: readonly Resonance[];
  /** The systems of `verdict.vanishesIff`, with what else holds on each. */
  readonly solutions: readonly VerdictSolution[];
  /** The levels are assumed to be connected: none of these systems, on which they are not, is meant to hold. */
  readonly connectedUnless: readonly (readonly string[])[];
  /** Orders of levels that the verdict takes for granted, such as "w_1 > w_2". */
  readonly assumedOrder: readonly string[];
  /** Why J is 0 whatever the temperatures, where it is: then nothing is rectified. */
  readonly noHeat?: string;
  /**
   * The proof, for `heatdiode check-proof`; written when it is first asked for.
   * @throws InputError for what a certificate cannot state, as amplitudes with roots
   */
  readonly certificate: Certificate;
}

/** Orders beyond this are not searched for the lowest even one. */
const HIGHEST_ORDER = 8;

/**
 * Decides when the junction rectifies.
 * @param values  exact values for some of the parameters
 */
export function conditions(
  given: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): Conditions {
  const junction = withNamedSpectra(given, values);
  const current = exactCurrent(junction, values);
  const single = current.variables.energies.length <= 1;
  // Relations between free energies are read off the exponents of the closed form.
  const verdict = parityVerdict(current, { closed: !single && shortEnough(junction) });
  const parts = resistances(current, values);
  const search = single || verdict.rectifies === "never" ? undefined : resonances(current, verdict, values);
  const kind = rectifierClass(current, verdict, values);
  const ladder = ladderForm(current, verdict, values);
  const lowest = lowestEvenOrder(current, verdict, values);
  let found: Direction | undefined;
  let made: Certificate | undefined;
  let even: Expression | undefined;
  let sign: LowestOrderSign | undefined;
  return {
    junction,
    current,
    verdict,
    type: kind.type,
    ...(kind.reason === undefined ? {} : { classReason: kind.reason }),
    lowestEvenOrder: lowest,
    get evenPart() {
      return (even ??= evenPartExpression(current, verdict, parts));
    },
    ...(ladder ? { ladder } : {}),
    ...(parts && junction.subsystem.kind === "ladder"
      ? { criterion: resistanceForm(current, parts, junction.subsystem) }
      : {}),
    get direction() {
      if (parts && verdict.rectifies !== "never") found ??= direction(current, parts, values);
      return found;
    },
    get lowestOrder() {
      if (parts || lowest === null) return undefined;
      return (sign ??= signOfLowest(current, lowest, values));
    },
    where: meanings(current),
    everywhere: search?.complete ?? true,
    exceptions: search?.exceptions ?? [],
    solutions: verdictSolutions(current, verdict, values),
    connectedUnless: disconnections(current, values),
    assumedOrder: assumedOrders(junction, values),
    ...(current.noHeat === undefined ? {} : { noHeat: current.noHeat }),
    get certificate() {
      return (made ??= buildCertificate(current, verdict, values));
    },
  };
}

function assumedOrders(junction: Junction, values: ReadonlyMap<string, ExactNumber>): readonly string[] {
  if (junction.subsystem.kind !== "levels") return [];
  return [...new Set(levelsModel(junction, values).transitions.flatMap((t) => t.assumed ?? []))];
}

/** Ladders up to this length have a short closed form even with several energies. */
const SHORT = 5;

function shortEnough({ subsystem }: Junction): boolean {
  return subsystem.kind !== "ladder" || subsystem.levels === "infinite" || subsystem.levels <= SHORT;
}

/** The least even order that does not vanish: at a point of small integers if one can be seen there, else in general. */
function lowestEvenOrder(
  current: ExactCurrent,
  verdict: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber>,
): number | null {
  if (verdict.rectifies === "never") return null;
  const primes = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n];
  const point = new Map(values);
  for (const [i, { name }] of current.parameters.filter((p) => p.name !== PI).entries())
    point.set(name, { numerator: primes[i % primes.length] as bigint, denominator: 1n });
  const general = expansionOf(current, "J");
  const special = atPoint(current, point);
  for (let k = 2; k <= HIGHEST_ORDER; k += 2)
    if (special?.isZero(k) === false || !general.isZero(k)) return k;
  return null;
}

/** The sign of the lowest even coefficient, in natural variables of the contacts where there are any. */
function signOfLowest(
  current: ExactCurrent,
  order: number,
  values: ReadonlyMap<string, ExactNumber>,
): LowestOrderSign {
  const natural = naturalJunction(current.junction, new Map([...current.junction.bound, ...values]));
  if (!natural) return lowestOrderSign(current, expansionOf(current, "J"), order, values);
  const own = exactCurrent(natural.junction, values);
  const answer = lowestOrderSign(own, expansionOf(own, "J"), order, values);
  if (answer.positiveWhere === undefined) return answer;
  const used = symbolsIn(answer.positiveWhere);
  return { ...answer, definitions: natural.definitions.filter(({ name }) => used.includes(name)) };
}

/** The names in a printed formula. */
const symbolsIn = (text: string): readonly string[] => text.match(/[A-Za-z]\w*/g) ?? [];

/** The expansion at a point; undefined where the point is not admitted. */
function atPoint({ junction }: ExactCurrent, point: ReadonlyMap<string, ExactNumber>): Expansion | undefined {
  try {
    return expansionOf(exactCurrent(junction, point), "J");
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** T_L is itself; the others are explained. */
function meanings(current: ExactCurrent): { name: string; meaning: string }[] {
  const v = current.variables;
  const names = certificateNames(v);
  return (["L", "R"] as const).flatMap((side) => {
    const [temperature, ...others] = names[side];
    const T = `T_${side}`;
    const root = v.root === 1 ? [] : [{ name: temperature as string, meaning: `${T}^(1/${v.root})` }];
    const functions = v.formalFunctions.map((g, i) => ({ name: others[i] as string, meaning: `${g}(${T})` }));
    const factors = v.energies.map((_, i) => ({
      name: others[v.formalFunctions.length + i] as string,
      meaning: `exp(-${energyText(current, i)}/${T})`,
    }));
    return [...root, ...functions, ...factors];
  });
}

function energyText(current: ExactCurrent, i: number): string {
  const { numerator, denominator } = current.variables.energies[
    i
  ] as ExactCurrent["variables"]["energies"][number];
  const text = polynomialText(numerator, current.variables.parameters);
  const grouped = /[ ]/.test(text) ? `(${text})` : text;
  return denominator === 1n ? grouped : `${grouped}/${denominator}`;
}
