/** What `npm start` prints: every result in the paper's order, its verdict, and formulas, on two screens. */
import { describe, expect, it } from "vitest";
import { paperOverview } from "../../../src/paper/overview.js";
import { paperResults } from "../../../src/paper/results.js";
import { verdictOf } from "../../../src/paper/result.js";

describe("the overview of the paper", () => {
  const results = paperResults();
  const lines = paperOverview(results).split("\n");
  const heads = lines.filter((line) => /^(?:\(\d+\)|\[20\]|Fig\. 2|end) /.test(line));

  it("has a line for each result, in the paper's order", () => {
    expect(heads).toHaveLength(results.length);
    const numbers = heads.map((h) => Number(/^\((\d+)\)/.exec(h)?.[1] ?? (h.startsWith("[20]") ? 7.5 : 50)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers.slice(0, 3)).toEqual([1, 2, 3]);
  });

  it("fits two screens of 80 columns", () => {
    expect(lines.length).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("ends every line of a result with its verdict, also where something fails", () => {
    expect(heads.every((h) => / (?:proved|SLIP|QUALIFIED|checked)$/.test(h))).toBe(true);
    const first = { ...results[0]!, verdict: verdictOf(false) };
    expect(paperOverview([first])).toContain("NOT CONFIRMED");
    expect(paperOverview([first])).toContain("1 not confirmed");
  });

  it("cuts no formula at a semicolon inside its brackets", () => {
    const clauses = paperOverview(results)
      .split(/\n(?=\(\d+\)|\[20\]|Fig\. 2|end )/)
      .map((entry) => entry.split("\n\n")[0] ?? "")
      .map((entry) => entry.split("\n").slice(1).join(" "));
    expect(clauses.filter((c) => c.split("(").length !== c.split(")").length && !c.endsWith("..."))).toEqual(
      [],
    );
  });

  it("shows alpha_2 of both mechanisms", () => {
    expect(lines.join("\n")).toMatch(/metal-TLS-metal\n {4}alpha_2 = -2\*omega\^2\*\(T_a\*\(g_L\^2\*d_R/);
  });
});
