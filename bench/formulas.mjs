/**
 * Lengths of printed formulas, in nodes, beside what SymPy makes of the same formula (`simplify`, `factor`, `trigsimp`,
 * `together`, `collect`, `factor` in exponentials; the shortest): J, R and the contrast of the junctions named, or of the 18
 * pairs and some ladders; conditions' h. Values of both agree to 40 digits at a rational point or the row fails. The exit
 * status is 1 where a row fails or another system is shorter.
 *
 * `npm run bench -- formulas [ORDER] [SECONDS] [JUNCTION …]`; order 2 and 20 s a method by default.
 */
import { spawnSync } from "node:child_process";
import { all, create } from "mathjs";
import { nodeCount } from "../dist/symbolic/expression/build.js";
import { conditions } from "../dist/src/conditions/conditions.js";
import { expansion } from "../dist/src/expansion/expansion.js";
import { toText } from "../dist/src/expression/ascii.js";
import { loadExpressionParser, RATE_RULES } from "../dist/src/expression/parse.js";
import { parseShorthand } from "../dist/src/junction/shorthand.js";
import { installed } from "./systems.mjs";

const [order = 2, seconds = 20] = process.argv.slice(2, 4).map(Number);
const named = process.argv.slice(4);
const ENDS = ["spin", "solid", "metal"];
const PAIRS = ["TLS", "HO"].flatMap((s) => ENDS.flatMap((a) => ENDS.map((b) => `${a}-${s}-${b}`)));
const LADDERS = ["solid-spin:1-solid", "spin-spin:1-solid", "metal-spin:1-metal"];

const math = create(all, { number: "BigNumber", precision: 80 });
const parse = await loadExpressionParser();

/** Printed formulas of a junction: those of the parameters, and those in natural variables. */
function formulasOf(name) {
  const junction = parseShorthand(name);
  const rows = ["J", "R", "contrast"].flatMap((quantity) => {
    const series = expansion(junction, quantity);
    return Array.from({ length: order }, (_, i) => i + 1)
      .filter((k) => !series.isZero(k))
      .flatMap((k) => {
        const natural = series.natural();
        const what = `${name} ${quantity} ${k}`;
        return [
          { what, formula: series.expression(k) },
          ...(natural ? [{ what: `${what} (g, d)`, formula: natural.expression(k) }] : []),
        ];
      });
  });
  const { criterion } = conditions(junction);
  return criterion ? [...rows, { what: `${name} h`, formula: criterion.h.value }] : rows;
}

/** Nodes of a formula as another system prints it, by the same count; T_a is no name in a rate. */
function lengthOf(text) {
  try {
    return nodeCount(parse(text.replaceAll("T_a", "Ta"), RATE_RULES));
  } catch {
    return undefined;
  }
}

/** A rational point: the same value for a name wherever it occurs. */
function scopeOf(text) {
  const scope = {};
  for (const name of new Set(text.match(/[A-Za-z]\w*/g) ?? [])) {
    const code = [...name].reduce((n, c) => (31 * n + c.charCodeAt(0)) % 89, 7);
    if (!["sinh", "cosh", "tanh", "coth", "exp"].includes(name))
      scope[name] = math.bignumber(code + 11).div(37);
  }
  return scope;
}

const agree = (a, b, scope) => {
  const [x, y] = [math.evaluate(a, scope), math.evaluate(b, scope)].map((v) => math.bignumber(v));
  return x.minus(y).abs().lte(x.abs().times("1e-40"));
};

if (!installed("python3")) {
  console.error("SymPy needs python3");
  process.exit(2);
}
const rows = (named.length > 0 ? named : [...PAIRS, ...LADDERS]).flatMap(formulasOf);
const script = new URL("formulas_sympy.py", import.meta.url).pathname;
let failed = 0;
let longer = 0;
console.log(`${"formula".padEnd(36)} ours  SymPy`);
for (const { what, formula } of rows) {
  const text = toText(formula);
  const run = spawnSync("python3", [script, String(seconds)], {
    input: `${JSON.stringify(text.replaceAll("^", "**"))}\n`,
    encoding: "utf8",
  });
  const forms = run.status === 0 ? Object.entries(JSON.parse(run.stdout)) : [];
  const measured = forms
    .map(([method, other]) => ({ method, other, length: lengthOf(other) }))
    .filter(({ length }) => length !== undefined)
    .sort((a, b) => a.length - b.length);
  const [best] = measured;
  const ours = lengthOf(text) ?? nodeCount(formula);
  const ok = measured.length > 0 && agree(text, best.other, scopeOf(text));
  const shorter = ok && best.length < ours;
  if (!ok) failed++;
  if (shorter) longer++;
  const note = ok
    ? `${best.length} (${best.method})${shorter ? `  SHORTER: ${best.other}` : ""}`
    : "no value to compare: FAILED";
  console.log(`${what.padEnd(36)} ${String(ours).padStart(4)}  ${note}`);
}
console.log(`${rows.length} formulas; ${longer} shorter in SymPy; ${failed} failed`);
process.exitCode = failed + longer > 0 ? 1 : 0;
