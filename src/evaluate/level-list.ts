/** The levels of a junction at a point: their energies, and of a Hamiltonian the states, by the largest components in its product basis. */
import { float64 } from "../../numeric/arithmetic/float64.js";
import { DomainError } from "../../numeric/arithmetic/errors.js";
import { blockEigenbasis, connectedBlocks } from "../../numeric/doubles/block-eigenbasis.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { symbolsOf } from "../expression/tree.js";
import { toDouble } from "../input/double.js";
import { operatorMatrix } from "../junction/hamiltonian/operator-algebra.js";
import { type Junction } from "../junction/junction.js";
import { type WrittenHamiltonian } from "../junction/ladder.js";
import { measured } from "../junction/units.js";

/** A level, in the order of the populations. */
export interface LevelEntry {
  /** In the frequency unit of the file where it has units (E/h), else with ħ = 1; a double. */
  readonly energy: number;
  /** `0.957|eg> + 0.290|ge>`; absent where the levels are given by their energies. Of levels that meet, one basis of many. */
  readonly state?: string;
}

/** Components with less than this weight are left out. */
const LEAST_WEIGHT = 0.005;
/** Components that are shown. */
const MOST_COMPONENTS = 4;
/** More levels are left to `--json`. */
const MOST_SHOWN = 16;

/**
 * The levels; undefined for ladders, whose levels are 0, ω, 2ω, …, and where a value is missing.
 * @param junction  in the names of its file where `values` has those
 */
export function levelList(
  { subsystem, bound, units }: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): readonly LevelEntry[] | undefined {
  if (subsystem.kind !== "levels") return undefined;
  const all = new Map([...bound, ...values]);
  const { written, approximate } = subsystem;
  try {
    if (written && (subsystem.pointwise ?? approximate) !== undefined)
      return dressed(written, new Map([...written.values, ...all]));
    const scale = units ? toDouble(units.gapFactor) : 1;
    const energies = subsystem.energies.map((e) => valueOf(e, all) / scale);
    return energies.every(Number.isFinite) ? energies.map((energy) => ({ energy })) : undefined;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

function valueOf(e: Expression, values: ReadonlyMap<string, ExactNumber>): number {
  return evaluateExpression(float64, e, {
    lookup: (name) => {
      const x = values.get(name);
      return x ? toDouble(x) : NaN;
    },
  });
}

function dressed(
  { sites, H }: WrittenHamiltonian,
  values: ReadonlyMap<string, ExactNumber>,
): readonly LevelEntry[] | undefined {
  if (symbolsOf(H).some((name) => !values.has(name))) return undefined;
  const matrix = operatorMatrix(sites, H, "H").map((row) => row.map((e) => valueOf(e, values)));
  const n = matrix.length;
  const blocks = connectedBlocks(n, (i, j) => matrix[i]?.[j] !== 0);
  const basis = blockEigenbasis(n, Float64Array.from(matrix.flat()), blocks);
  const order = [...basis.values.keys()].sort(
    (a, b) => (basis.values[a] as number) - (basis.values[b] as number),
  );
  return order.map((a) => ({
    energy: basis.values[a] as number,
    state: stateText(
      Array.from({ length: n }, (_, i) => basis.vectors[i * n + a] as number),
      sites,
    ),
  }));
}

/** The largest components, the first of them positive. */
function stateText(amplitudes: readonly number[], sites: WrittenHamiltonian["sites"]): string {
  const sorted = [...amplitudes.entries()]
    .filter(([, x]) => x * x >= LEAST_WEIGHT)
    .sort(([, x], [, y]) => y * y - x * x);
  const sign = Math.sign(sorted[0]?.[1] ?? 1);
  const shown = sorted.slice(0, MOST_COMPONENTS).map(([i, x], k) => {
    const ket = ketText(i, sites);
    if (sorted.length === 1) return ket;
    const own = sign * x;
    const size = `${Math.abs(own).toFixed(3)}${ket}`;
    return k === 0 ? size : `${own < 0 ? "-" : "+"} ${size}`;
  });
  return [...shown, ...(sorted.length > MOST_COMPONENTS ? ["+ ..."] : [])].join(" ");
}

/** `|eg>` of spins, e up and g down; `|e,3>` with numbers of quanta or levels. */
function ketText(index: number, sites: WrittenHamiltonian["sites"]): string {
  const letters: string[] = [];
  let rest = index;
  for (const { kind, size } of [...sites].reverse()) {
    const own = rest % size;
    rest = Math.floor(rest / size);
    letters.unshift(kind === "spin" ? (own === 0 ? "e" : "g") : String(own));
  }
  return `|${letters.join(sites.every(({ kind }) => kind === "spin") ? "" : ",")}>`;
}

/** A table of the levels beneath a line of heading; nothing where there are none. */
export function levelLines(list: readonly LevelEntry[] | undefined, { units }: Junction): readonly string[] {
  if (!list || list.length === 0) return [];
  const shown = list.slice(0, MOST_SHOWN);
  const text = (x: number): string => measured(x === 0 ? "0" : x.toPrecision(7), units?.frequency ?? "");
  const width = Math.max(...shown.map(({ energy }) => text(energy).length));
  return [
    "",
    "levels, with the energy of each",
    ...shown.map(({ energy, state }, i) =>
      `  ${String(i).padEnd(3)} ${text(energy).padStart(width)}${state === undefined ? "" : `  ${state}`}`.trimEnd(),
    ),
    ...(list.length > MOST_SHOWN ? [`  (${list.length - MOST_SHOWN} more: --json lists all)`] : []),
  ];
}
