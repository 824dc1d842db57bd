/** Points of a scan from a CSV file: a header with the names, then a line for each point. Node only. */
import { createHash } from "node:crypto";
import { cellValue, csvCells, csvLines } from "../files/csv-cells.js";
import { InputError, excerpt } from "../input/errors.js";
import { isName } from "../input/names.js";
import { type ScanPoints } from "./plan.js";
import { placed } from "../input/validate.js";

/** What a first reading of the file found. */
export interface PointsFile {
  readonly points: Extract<ScanPoints, { kind: "file" }>;
}

/**
 * Looks through the file once: every line is a point of finite numbers.
 * @param check  takes the names of the columns before any point is read
 * @throws InputError naming the file and the line
 */
export async function inspectPoints(
  path: string,
  check: (names: readonly string[]) => unknown,
): Promise<PointsFile> {
  const hash = createHash("sha256");
  let names: readonly string[] | undefined;
  let rows = 0;
  for await (const [line, number] of numbered(path, (bytes) => hash.update(bytes))) {
    const where = `${whereOf(path)}, line ${number}`;
    if (!names) {
      names = placed(where, () => namesIn(line));
      check(names);
      continue;
    }
    if (line.trim() === "") continue;
    pointOf(line, names, where);
    rows++;
  }
  if (!names) throw noPoints(path, "the file is empty");
  if (rows === 0) throw noPoints(path, "no points below the header");
  return { points: { kind: "file", path, names, rows, sha256: hash.digest("hex") } };
}

function noPoints(path: string, what: string): InputError {
  return new InputError(what, {
    where: whereOf(path),
    hint: "a line with the names, such as T_L,T_R,omega, then a line of numbers for each point",
  });
}

const whereOf = (path: string): string => `--points ${excerpt(path, 150)}`;

/** The lines with their numbers from 1. */
async function* numbered(
  path: string,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<readonly [string, number]> {
  let number = 0;
  try {
    for await (const line of csvLines(path, onBytes)) yield [line, ++number];
  } catch (error) {
    throw error instanceof InputError && error.where === undefined ? error.within(whereOf(path)) : error;
  }
}

/** The names in the header. @throws InputError where they are no names */
function namesIn(line: string): readonly string[] {
  const names = csvCells(line);
  const wrong = names.find((name) => !isName(name));
  if (wrong === undefined) return names;
  throw new InputError(`${wrong === "" ? "an empty cell" : excerpt(wrong)} is not the name of a parameter`, {
    hint: "the first line holds the names, such as T_L,T_R,omega",
  });
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
  for await (const [line, number] of numbered(path)) {
    if (line.trim() === "" && row >= 0) continue;
    if (row >= to) break;
    if (row++ < from) continue;
    if (row > to) break;
    collected.push(pointOf(line, names, `${whereOf(path)}, line ${number}`));
    if (collected.length < batch) continue;
    yield transposed(collected, names.length);
    collected = [];
  }
  if (collected.length > 0) yield transposed(collected, names.length);
}

function transposed(points: readonly (readonly number[])[], width: number): Float64Array[] {
  return Array.from({ length: width }, (_, c) => Float64Array.from(points, (p) => p[c] as number));
}

function pointOf(line: string, names: readonly string[], where: string): number[] {
  const cells = placed(where, () => csvCells(line));
  if (cells.length !== names.length) {
    throw new InputError(
      `${count(cells.length, "value")} where the header has ${count(names.length, "name")}`,
      {
        where,
        hint: `found ${excerpt(line)}`,
      },
    );
  }
  return cells.map((cell, i) => placed(`${where}, ${names[i] ?? ""}`, () => cellValue(cell)));
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
