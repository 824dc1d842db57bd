/** Measured data: a CSV file with a line of names, then a line for each point. Node only. */
import { cellValue, csvCells, csvLines } from "../files/csv-cells.js";
import { excerpt, InputError } from "../input/errors.js";
import { suggestion } from "../input/suggest.js";
import { placed } from "../input/validate.js";
import { type Measured } from "./model.js";

/** A measured number. */
export interface Datum {
  /** Line of the file. */
  readonly line: number;
  readonly quantity: Measured;
  readonly value: number;
  /** Its standard deviation; undefined where the file has none. */
  readonly sigma: number | undefined;
  /** T_a and Delta. */
  readonly sum: number;
  readonly difference: number;
}

/** What a file holds. */
export interface Measurements {
  readonly data: readonly Datum[];
  /** Columns that are not used. */
  readonly unused: readonly string[];
}

const QUANTITIES: readonly Measured[] = ["J", "R", "contrast"];
const MOST = 100_000;

/** The data in a file. @throws InputError naming the file, the line and what would be right */
export async function readMeasurements(path: string): Promise<Measurements> {
  const where = `--data ${excerpt(path, 150)}`;
  const data: Datum[] = [];
  let columns: Columns | undefined;
  let line = 0;
  try {
    for await (const text of csvLines(path)) {
      line++;
      if (text.trim() === "" || text.startsWith("#")) continue;
      if (columns === undefined) {
        columns = placed(`${where}, line ${line}`, () => columnsOf(text));
        continue;
      }
      const { names } = columns;
      const place = `${where}, line ${line}`;
      const cells = placed(place, () => csvCells(text));
      if (cells.length !== names.length) {
        throw new InputError(`${cells.length} values where the header has ${names.length} names`, {
          where: place,
          hint: `found ${excerpt(text)}`,
        });
      }
      const at = (name: string): number =>
        placed(`${place}, ${name}`, () => cellValue(cells[names.indexOf(name)] ?? ""));
      data.push(...dataOf(columns, at, cells, line, place));
      if (data.length > MOST) throw new InputError(`more than ${MOST} values`, { where });
    }
  } catch (error) {
    throw error instanceof InputError && error.where === undefined ? error.within(where) : error;
  }
  if (data.length === 0) {
    throw new InputError("no data", {
      where,
      hint: "a line T_L,T_R,J,sigma_J, then a line of numbers for each point",
    });
  }
  return { data, unused: columns?.unused ?? [] };
}

interface Columns {
  readonly names: readonly string[];
  readonly quantities: readonly Measured[];
  readonly unused: readonly string[];
  readonly single: boolean;
}

/** @throws InputError where temperatures or measured quantities are missing */
function columnsOf(header: string): Columns {
  if (header.includes(";") && !header.includes(",")) {
    throw new InputError("semicolons between the names", {
      hint: "write commas between cells and points in decimals: T_L,T_R,J,sigma_J",
    });
  }
  const names = csvCells(header);
  const doubled = names.find((name, i) => names.indexOf(name) !== i);
  if (doubled !== undefined) throw new InputError(`two columns are called ${excerpt(doubled)}`);
  const has = (name: string): boolean => names.includes(name);
  const single = has("T_L") && has("T_R");
  if (!single && !(has("T_a") && has("Delta"))) {
    const near = suggestion(names[0] ?? "", ["T_L", "T_R", "T_a", "Delta"]);
    throw new InputError("no temperatures", {
      hint: `the columns T_L and T_R, or T_a and Delta, are needed; ${near ?? ""}`.replace(/; $/, ""),
    });
  }
  const quantities = QUANTITIES.filter(has);
  if (quantities.length === 0) {
    throw new InputError("nothing measured", {
      hint: "a column J, R or contrast is needed, with sigma_J, … or sigma",
    });
  }
  const used = new Set([
    ...(single ? ["T_L", "T_R"] : ["T_a", "Delta"]),
    ...quantities.flatMap((q) => [q, `sigma_${q}`]),
    ...(quantities.length === 1 ? ["sigma"] : []),
  ]);
  return { names, quantities, single, unused: names.filter((name) => !used.has(name)) };
}

function dataOf(
  { names, quantities, single }: Columns,
  at: (name: string) => number,
  cells: readonly string[],
  line: number,
  place: string,
): Datum[] {
  const [sum, difference] = single
    ? [at("T_L") + at("T_R"), at("T_L") - at("T_R")]
    : [at("T_a"), at("Delta")];
  if (!(Math.abs(difference) < sum)) {
    throw new InputError("a temperature is not positive", { where: place });
  }
  return quantities.flatMap((quantity) => {
    // An empty cell: not measured here.
    if (cells[names.indexOf(quantity)] === "") return [];
    const error = [`sigma_${quantity}`, "sigma"].find((name) => names.includes(name));
    const sigma = error === undefined ? undefined : at(error);
    if (sigma !== undefined && !(sigma > 0)) {
      throw new InputError(`${error ?? "sigma"} = ${sigma} is not positive`, { where: place });
    }
    return [{ line, quantity, value: at(quantity), sigma, sum, difference }];
  });
}
