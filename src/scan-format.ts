/** Rows of a scan as text: shortest decimals that read back to the same double. */
import { type Columns } from "./scan-compute.js";
import { columnsOf, type ScanPlan } from "./scan-plan.js";

/** The first line of a CSV file, nothing for NDJSON. */
export function scanHeader(plan: ScanPlan): string {
  return plan.format === "csv" ? `${columnsOf(plan).join(",")}\n` : "";
}

/** The rows, each with its line break. */
export function formatRows(plan: ScanPlan, columns: Columns): string {
  const length = columns[0]?.length ?? 0;
  return plan.format === "csv" ? csv(columns, length) : ndjson(columnsOf(plan), columns, length);
}

function csv(columns: Columns, length: number): string {
  const [first, ...rest] = columns as [Float64Array, ...Float64Array[]];
  let text = "";
  for (let i = 0; i < length; i++) {
    // Adding 0 makes −0 a 0.
    let line = `${(first[i] as number) + 0}`;
    for (const column of rest) line += `,${(column[i] as number) + 0}`;
    text += `${line}\n`;
  }
  return text;
}

function ndjson(names: readonly string[], columns: Columns, length: number): string {
  const keys = names.map((name, c) => `${c === 0 ? "{" : ","}${JSON.stringify(name)}:`);
  let text = "";
  for (let i = 0; i < length; i++) {
    for (const [c, column] of columns.entries()) text += `${keys[c]}${(column[i] as number) + 0}`;
    text += "}\n";
  }
  return text;
}
