/**
 * Proved optima of a three-level junction: time of search and of check, and random points, none of which may beat the bound.
 * Run after `npm run build`: npm run bench -- optimum [points]
 */
import { coupledJunction } from "../src/optimum/jumps.js";
import { checkBound } from "../src/proof-checker/bound.js";
import { copied, searched, sixCouplings, threeLevels } from "../test/src/optimum/junctions.js";
import { steadyState } from "../numeric/levels/master-equation.js";
import { numericLevels } from "../src/model/rate-matrix.js";
import { randomSource } from "../src/input/random-source.js";

const points = Number(process.argv[2] ?? 1_000_000);
const six = await sixCouplings();
const four = await threeLevels(["sqrt(a1)", "sqrt(a2)"], ["sqrt(b1)", "0", "sqrt(b3)"]);
for (const { name, junction, couplings, gap } of [
  { name: "four couplings", junction: four, couplings: ["a1", "a2", "b1", "b3"], gap: 1e-7 },
  { name: "six couplings", junction: six, couplings: ["a1", "a2", "a3", "b1", "b2", "b3"], gap: 1e-5 },
]) {
  const over = couplings.map((g) => `${g}=0.01:1`).join();
  coupledJunction(junction, new Map(), couplings);
  let start = performance.now();
  const search = searched(junction, over, "T_L=2,T_R=1", { quantity: "contrast", sense: "maximum" }, gap);
  const { best, bound, boxes, certificate } = search.result();
  const found = performance.now() - start;
  start = performance.now();
  const { accepted } = checkBound(copied(certificate));
  const checked = performance.now() - start;
  console.log(
    `${name}: ${best?.value ?? ""} <= maximum <= ${bound ?? ""}, ${boxes} boxes, ${(found / 1000).toFixed(2)} s; ` +
      `certificate ${accepted ? "accepted" : "REJECTED"} in ${(checked / 1000).toFixed(2)} s`,
  );
  const levels = numericLevels(junction);
  const random = randomSource(2);
  let most = -Infinity;
  for (let i = 0; i < points; i++) {
    const at = levels.at(new Map(couplings.map((g) => [g, 0.01 ** random()])));
    const [J, back] = [steadyState(at, 2, 1, 1).current, steadyState(at, 1, 2, -1).current];
    most = Math.max(most, (J + back) / (J - back));
  }
  console.log(`  best of ${points} random points: ${most}${most > Number(bound) ? "  BEATS THE BOUND" : ""}`);
  if (most > Number(bound) || !accepted) process.exitCode = 1;
}
