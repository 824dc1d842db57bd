/**
 * Prints the largest error, in units in the last place, of every quantity of the scalar evaluation against the literal
 * formulas of the paper in 320-bit enclosures, per junction. Usage: npx tsx bench/accuracy.ts [points per junction] [seed]
 */
import { ballArithmetic } from "../numeric/enclosure/ball.js";
import { evaluate } from "../numeric/junction/evaluate.js";
import { junctions, literal, randomPoint, stream, ulps } from "../test/numeric/junctions.js";

const QUANTITIES = ["J", "J_reversed", "R", "R_minus_1", "contrast"] as const;

function main(count: number, seed: number): void {
  const A = ballArithmetic(320);
  const random = stream(seed);
  const columns = [...QUANTITIES, "P"];
  const overall = new Map<string, number>();
  console.log(["junction".padEnd(20), ...columns.map((c) => c.padStart(10))].join(" "));
  for (const junction of junctions()) {
    const worst = new Map<string, number>();
    const note = (key: string, error: number | null): void => {
      if (error === null) return;
      worst.set(key, Math.max(worst.get(key) ?? 0, error));
      overall.set(key, Math.max(overall.get(key) ?? 0, error));
    };
    for (let i = 0; i < count; i++) {
      const point = randomPoint(random);
      const truth = literal(junction, point, A);
      const found = evaluate(junction.model, point);
      for (const key of QUANTITIES) note(key, ulps(A, found[key], truth[key]));
      truth.populations.forEach((p, n) => note("P", ulps(A, found.populations?.[n] ?? NaN, p)));
    }
    // A dash: identically zero, or nothing to compare.
    const cells = columns.map((c) => (worst.get(c)?.toFixed(4) ?? "-").padStart(10));
    console.log([junction.name.padEnd(20), ...cells].join(" "));
  }
  const cells = columns.map((c) => (overall.get(c)?.toFixed(4) ?? "-").padStart(10));
  console.log(["worst".padEnd(20), ...cells].join(" "));
}

main(Number(process.argv[2] ?? 3000), Number(process.argv[3] ?? 1));
