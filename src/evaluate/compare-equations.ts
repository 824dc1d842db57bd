/**
 * One junction by four master equations at a point: the rate equation, the unified, the local and Redfield's equation; what each
 * says of the current, whether its state is positive and its current obeys the second law, and which of them to use.
 */
import { symmetricEigensystem } from "../../numeric/linear-algebra/eigen.js";
import { InputError } from "../input/errors.js";
import { type Bindings } from "../junction/bindings.js";
import { EQUATIONS, type Equation } from "../junction/coherent-levels.js";
import { type JunctionData } from "../junction/file/schema.js";
import { junctionOf } from "../junction/file/parse.js";
import { withEquation } from "../junction/file/load.js";
import { type Junction } from "../junction/junction.js";
import { parseBindings } from "../model/point.js";
import { DOUBTFUL, etaAt } from "./eta.js";
import { evaluateAt, type PointEvaluation } from "./point.js";

/** What one equation says. */
export type EquationRow =
  | {
      readonly equation: Equation;
      readonly junction: Junction;
      readonly result: PointEvaluation;
      /** As `etaAt` has it. */
      readonly eta: string | null;
      /** The smallest eigenvalue of ρ at +Δ, a double; below zero the state is none. Null for the oscillator, whose populations have no least. */
      readonly smallest: number | null;
      /** Whether heat flows from hot to cold in both directions of Δ. */
      readonly secondLaw: boolean;
    }
  | { readonly equation: Equation; readonly reason: string };

/** The equations side by side, with a recommendation in words. */
export interface EquationComparison {
  readonly rows: readonly EquationRow[];
  readonly values: Bindings;
  readonly advice: string;
}

/** Below this an eigenvalue is not rounding. */
const ROUNDING = 1e-12;

/**
 * Compares the equations of a junction file at a point.
 * @param at what `--at` takes: values of every parameter and of both temperatures
 * @throws InputError for missing values; what a single equation refuses stands in its row
 */
export async function compareEquations(
  data: JunctionData,
  at: string | undefined,
  clusters: string | undefined,
  digits: number,
): Promise<EquationComparison> {
  const rows: EquationRow[] = [];
  let values: Bindings | undefined;
  let failure: InputError | undefined;
  for (const equation of EQUATIONS) {
    try {
      const own = equation === "unified" && clusters !== undefined ? { equation, clusters } : { equation };
      const junction = await junctionOf(withEquation(data, own));
      const point = parseBindings(at, junction, { allowDelta: true });
      const result = evaluateAt(junction, point, digits);
      values ??= point;
      rows.push({
        equation,
        junction,
        result,
        eta: etaAt(junction, point),
        smallest: smallestEigenvalue(result),
        secondLaw: flowsDown(result, point),
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failure ??= error;
      rows.push({ equation, reason: error.message });
    }
  }
  if (values === undefined) throw failure ?? new InputError("no equation has an answer");
  return { rows, values, advice: adviceOn(rows) };
}

/** Of ρ = U + iV, as that of the real symmetric [[U, −V], [V, U]], which has each eigenvalue twice. */
function smallestEigenvalue({ populations, coherences }: PointEvaluation): number | null {
  if (!populations) return null;
  const p = populations.map(Number);
  const n = p.length;
  if (!coherences || coherences.length === 0) return Math.min(...p);
  const size = 2 * n;
  const data = new Float64Array(size * size);
  const put = (i: number, j: number, x: number): void => {
    data[i * size + j] = data[j * size + i] = x;
  };
  p.forEach((x, i) => {
    put(i, i, x);
    put(n + i, n + i, x);
  });
  for (const { levels, real, imaginary } of coherences) {
    const [i, j] = levels;
    const [re, im] = [Number(real), Number(imaginary)];
    put(i, j, re);
    put(n + i, n + j, re);
    put(i, n + j, -im);
    put(j, n + i, im);
  }
  return Math.min(...symmetricEigensystem({ rows: size, columns: size, data }).values);
}

function flowsDown({ J, J_reversed }: PointEvaluation, values: Bindings): boolean {
  const bias = values.get("Delta")?.numerator ?? 0n;
  const sign = bias > 0n ? 1 : bias < 0n ? -1 : 0;
  return Number(J) * sign >= 0 && Number(J_reversed) * sign <= 0;
}

/** Which equation to use, and why, from what is known of each. */
function adviceOn(rows: readonly EquationRow[]): string {
  const of = (name: Equation): Extract<EquationRow, { readonly junction: Junction }> | undefined =>
    rows.flatMap((row) => (row.equation === name && "junction" in row ? [row] : []))[0];
  const [secular, unified, redfield] = [of("secular"), of("unified"), of("redfield")];
  const remarks: string[] = [];
  if (redfield && (redfield.smallest ?? 0) < -ROUNDING)
    remarks.push("Redfield's state has a negative eigenvalue: do not use its populations");
  for (const row of [of("local"), redfield]) {
    if (row && !row.secondLaw) remarks.push(`the ${row.equation} current breaks the second law`);
  }
  const eta = secular?.eta ?? null;
  const first =
    secular && (eta === null || Number(eta) <= DOUBTFUL)
      ? "The rate equation (secular) holds: no level is closer to another than ten times the rates."
      : unified
        ? `Use the unified equation: ${secular ? `levels are closer than the rates (eta = ${eta ?? ""})` : "the rate equation has no answer here"}${factorText(secular?.result.J, unified.result.J)}.`
        : "The rate equation is doubtful; list the clusters of levels that the unified equation is to take as one.";
  return [first, ...remarks.map((r) => `${r[0]?.toUpperCase() ?? ""}${r.slice(1)}.`)].join(" ");
}

function factorText(secular: string | undefined, unified: string): string {
  const factor = Number(secular) / Number(unified);
  if (secular === undefined || !Number.isFinite(factor)) return "";
  return `, and the rate equation's current is ${factor.toPrecision(3)} times its own`;
}
