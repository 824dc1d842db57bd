/** Rows of a scan as text: shortest decimals that read back to the same double. */
import { type Columns } from "./compute.js";
import { columnsOf, type ScanPlan, varyingNames } from "./plan.js";
import { unitLabels, withUnit } from "../junction/units.js";

/** The first line of a CSV file, with the units of a junction file that has them; nothing for NDJSON. */
export function scanHeader(plan: ScanPlan): string {
  if (plan.format !== "csv") return "";
  const unit = unitLabels(plan.junction);
  return `${columnsOf(plan)
    .map((name) => withUnit(name, unit(name)))
    .join(",")}\n`;
}

/** Turns columns into text. */
export type RowFormatter = (columns: Columns) => string;

/** Values of axes are written again and again: this many texts of them are kept. */
const MOST_KEPT = 50_000;

/** A formatter of rows, each with its line break. It keeps the texts of the values of axes for the next call. */
export function rowFormatter(plan: ScanPlan): RowFormatter {
  const names = columnsOf(plan);
  const axes = varyingNames(plan.points).length;
  const csv = plan.format === "csv";
  const before = names.map((name, c) => {
    if (csv) return c === 0 ? "" : ",";
    return `${c === 0 ? "{" : ","}${JSON.stringify(name)}:`;
  });
  /** A field without a value: empty, or null. */
  const missing = csv ? "" : "null";
  const after = csv ? "\n" : "}\n";
  const kept = new Map<number, string>();
  const axisText = (value: number): string => {
    const known = kept.get(value);
    if (known !== undefined) return known;
    const text = decimal(value);
    if (kept.size < MOST_KEPT) kept.set(value, text);
    return text;
  };
  return (columns) => {
    const length = columns[0]?.length ?? 0;
    const last = new Float64Array(axes).fill(NaN);
    const lastText = new Array<string>(axes).fill("");
    let text = "";
    for (let i = 0; i < length; i++) {
      for (let c = 0; c < columns.length; c++) {
        const value = (columns[c] as Float64Array)[i] as number;
        if (c >= axes) {
          text += (before[c] as string) + (value === value ? decimal(value) : missing);
          continue;
        }
        if (value !== last[c]) {
          last[c] = value;
          lastText[c] = (before[c] as string) + axisText(value);
        }
        text += lastText[c] as string;
      }
      text += after;
    }
    return text;
  };
}

/** The shortest decimal of a finite double, as JavaScript writes it; −0 is 0. */
function decimal(value: number): string {
  return String(value + 0);
}
