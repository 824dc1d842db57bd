/** Points of a scan from a CSV file: a header with the names, then a line for each point. Node only. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { InputError, excerpt } from "./errors.js";
import { type ScanPoints } from "./scan-plan.js";

/** What a first reading of the file found. */
export interface PointsFile {
  readonly points: Extract<ScanPoints, { kind: "file" }>;
  /** The first point, to check the names and values with. */
  readonly sample: readonly number[];
}

/** Lines of a text file, without reading it into memory. */
async function* lines(path: string, onBytes?: (bytes: Buffer) => void): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      onBytes?.(bytes);
      const parts = (rest + bytes.toString("latin1")).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) yield part.replace(/\r$/, "");
    }
  } catch (error) {
    throw new InputError(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      where: `--points ${excerpt(path, 200)}`,
    });
  }
  if (rest !== "") yield rest;
}

/**
 * Looks through the file once: every line is a point of finite numbers with 0 < T_R and 0 < T_L.
 * @param fixed  values of T_a, Delta, T_L or T_R that do not vary
 */
export async function inspectPoints(path: string, fixed: ReadonlyMap<string, number>): Promise<PointsFile> {
  const hash = createHash("sha256");
  let names: readonly string[] | undefined;
  let sample: readonly number[] | undefined;
  let rows = 0;
  for await (const line of lines(path, (bytes) => hash.update(bytes))) {
    if (!names) {
      names = line.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
      continue;
    }
    if (line.trim() === "") continue;
    rows++;
    const values = pointOf(line, names, path, rows);
    checkTemperatures(names, values, fixed, `--points ${excerpt(path, 200)}, point ${rows}`);
    sample ??= values;
  }
  if (!names || !sample) throw new InputError("no points", { where: `--points ${excerpt(path, 200)}` });
  return { points: { kind: "file", path, names, rows, sha256: hash.digest("hex") }, sample };
}

/** The points from ≤ row < to in batches, one array for each name. */
export async function* readPoints(
  { path, names }: Extract<ScanPoints, { kind: "file" }>,
  from: number,
  to: number,
  batch: number,
): AsyncGenerator<Float64Array[]> {
  let row = -1;
  let collected: number[][] = [];
  for await (const line of lines(path)) {
    if (line.trim() === "" && row >= 0) continue;
    if (row >= to) break;
    if (row++ < from) continue;
    if (row > to) break;
    collected.push(pointOf(line, names, path, row));
    if (collected.length < batch) continue;
    yield transposed(collected, names.length);
    collected = [];
  }
  if (collected.length > 0) yield transposed(collected, names.length);
}

function transposed(points: readonly (readonly number[])[], width: number): Float64Array[] {
  return Array.from({ length: width }, (_, c) => Float64Array.from(points, (p) => p[c] as number));
}

function pointOf(line: string, names: readonly string[], path: string, row: number): number[] {
  const cells = line.split(",");
  const values = cells.map((cell) => (cell.trim() === "" ? NaN : Number(cell)));
  if (values.length === names.length && values.every(Number.isFinite)) return values;
  throw new InputError(`point ${row} is not ${names.length} numbers: ${excerpt(line)}`, {
    where: `--points ${excerpt(path, 200)}`,
  });
}

function checkTemperatures(
  names: readonly string[],
  values: readonly number[],
  fixed: ReadonlyMap<string, number>,
  where: string,
): void {
  const value = (name: string): number | undefined => {
    const index = names.indexOf(name);
    return index >= 0 ? values[index] : fixed.get(name);
  };
  const [sum, delta, left, right] = ["T_a", "Delta", "T_L", "T_R"].map(value);
  const cold = left !== undefined && right !== undefined ? Math.min(left, right) : undefined;
  const least = cold ?? (sum !== undefined && delta !== undefined ? sum - Math.abs(delta) : 1);
  if (least > 0) return;
  throw new InputError("a temperature is not positive", {
    where,
    hint: "both (T_a ± Delta)/2 must be positive at every point",
  });
}
