/** The table that `verify` prints: one line for each kind of check, and every failure in full. */
import { type Check } from "./comparison.js";
import { type Verification } from "./verify.js";

/**
 * The result as text, in 80 columns. With one junction each check has its line; with many, the checks of a kind are
 * counted. What another way found is shown where it differs.
 */
export function verificationTable(result: Verification, junctions: number): string {
  const rows = junctions === 1 ? singleRows(result) : kindRows(result);
  const failures = result.checks.filter((c) => !c.ok).flatMap(failureLines);
  return [
    ...aligned(rows),
    ...(failures.length > 0 ? ["", ...failures] : []),
    ...unansweredLines(result),
    "",
    `${result.passed} checks passed, ${result.failed} failed` +
      (result.unanswered.length > 0 ? `, ${result.unanswered.length} not answered` : "") +
      (junctions === 1 ? "" : `, ${junctions} junctions`),
  ].join("\n");
}

function singleRows({ checks }: Verification): string[][] {
  const short = (text: string): string => (text.length > 21 ? shortened(text) : text);
  return [
    ["", "check", "symbolic", "difference", "tolerance"],
    ...checks.map((c) => [c.ok ? "ok" : "FAIL", c.name, short(c.symbolic), c.difference, c.tolerance]),
  ];
}

/** Ten digits of a long decimal. */
function shortened(text: string): string {
  const value = Number(text);
  return Number.isFinite(value) ? `${value.toPrecision(10)}…` : `${text.slice(0, 20)}…`;
}

/** Checks of one kind together: `alpha_3 jet` and `alpha_4 jet` are both `alpha_k jet`. */
function kindRows({ checks }: Verification): string[][] {
  const kinds = new Map<string, Check[]>();
  for (const check of checks) {
    const kind = check.name.replace(/^alpha_\d+ (?=jet|mathjs)/, "alpha_k ").replace(/_[LR]$/, "_L, R");
    kinds.set(kind, [...(kinds.get(kind) ?? []), check]);
  }
  return [
    ["", "check", "passed", "failed", "worst difference", "tolerance"],
    ...[...kinds].map(([kind, list]) => {
      const failed = list.filter((c) => !c.ok).length;
      const worst = [...list].sort((a, b) => closeness(b) - closeness(a))[0] as Check;
      return [
        failed > 0 ? "FAIL" : "ok",
        kind,
        String(list.length - failed),
        String(failed),
        worst.difference,
        worst.tolerance,
      ];
    }),
  ];
}

/** Difference in units of the tolerance. */
function closeness({ difference, tolerance, ok }: Check): number {
  const [d, t] = [Number(difference), Number(tolerance)];
  if (!Number.isFinite(d)) return ok ? 0 : Infinity;
  return t === 0 ? d : d / t;
}

function failureLines(c: Check): string[] {
  return [
    `FAIL ${c.junction}: ${c.name}`,
    `  symbolic   ${c.symbolic}`,
    `  numeric    ${c.numeric}`,
    `  difference ${c.difference}, tolerance ${c.tolerance}`,
  ];
}

/** One line for each junction and reason. */
function unansweredLines({ unanswered }: Verification): string[] {
  if (unanswered.length === 0) return [];
  const groups = new Map<
    string,
    { readonly names: string[]; readonly reason: string; readonly junction: string }
  >();
  for (const { name, junction, reason } of unanswered) {
    const key = `${junction} ${reason}`;
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { names: [name], reason, junction });
  }
  const lines = [...groups.values()].map((g) => `  ${g.junction}: ${g.names.join(", ")}: ${g.reason}`);
  return ["", "not answered (no agreement is claimed):", ...lines];
}

/** Rows with their columns aligned. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join("  ")
      .trimEnd(),
  );
}
