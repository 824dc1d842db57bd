/**
 * Lengths of printed formulas, in nodes, beside what SymPy, Maxima and FriCAS make of the same formula (the shortest of several
 * methods each): J, R and the contrast of the junctions named, or of the 18 pairs, ladders and spins, and six junction
 * files; conditions' h and even part. Values agree to 40 digits at a rational point or the row fails. Systems that are
 * not installed are left out with a notice. The exit status is 1 where a row fails or another system is shorter.
 *
 * `npm run bench -- formulas [ORDER] [SECONDS] [JUNCTION or FILE …]`; order 2 and 20 s a method by default.
 */
import { readFileSync } from "node:fs";
import { all, create } from "mathjs";
import {
  childrenOf,
  nodeCount,
  powerExpression,
  productExpression,
  sumExpression,
} from "../dist/symbolic/expression/build.js";
import { conditions } from "../dist/src/conditions/conditions.js";
import { expansion } from "../dist/src/expansion/expansion.js";
import { toText } from "../dist/src/expression/ascii.js";
import { loadExpressionParser, RATE_RULES } from "../dist/src/expression/parse.js";
import { parseShorthand } from "../dist/src/junction/shorthand.js";
import { parseJunctionFile } from "../dist/src/junction/file/parse.js";
import { systems } from "./formulas-systems.mjs";

const [order = 2, seconds = 20] = process.argv.slice(2, 4).map(Number);
const named = process.argv.slice(4);
const ENDS = ["spin", "solid", "metal"];
const PAIRS = ["TLS", "HO"].flatMap((s) => ENDS.flatMap((a) => ENDS.map((b) => `${a}-${s}-${b}`)));
const LADDERS = [
  "solid-spin:1-solid",
  "spin-spin:1-solid",
  "metal-spin:1-metal",
  "solid-ladder:3-solid",
  "solid-spin:3/2-spin",
];
const FILES = [
  "exchange-qubits",
  "ising-diode",
  "qutrit-diode",
  "spin-boson-rectifier",
  "models/maser",
  "models/v-system",
].map((name) => `examples/${name}.json`);

const math = create(all, { number: "BigNumber", precision: 80 });
const parse = await loadExpressionParser();

async function junctionOf(name) {
  return name.endsWith(".json")
    ? { ...(await parseJunctionFile(readFileSync(name, "utf8"))), bound: new Map() }
    : parseShorthand(name);
}

/** Printed formulas of a junction: those of the parameters, and those in natural variables. */
async function formulasOf(name) {
  const junction = await junctionOf(name);
  const levels = junction.subsystem.kind === "levels";
  const rows = (levels ? ["J"] : ["J", "R", "contrast"]).flatMap((quantity) => {
    const series = expansion(junction, quantity);
    return Array.from({ length: order }, (_, i) => i + 1)
      .filter((k) => !series.isZero(k))
      .flatMap((k) => {
        const natural = series.natural();
        const what = `${name.replace("examples/", "")} ${quantity} ${k}`;
        const start = performance.now();
        const formula = series.expression(k);
        const time = performance.now() - start;
        return [
          { what, formula, time },
          ...(natural ? [{ what: `${what} (g, d)`, formula: natural.expression(k) }] : []),
        ];
      });
  });
  if (levels) return rows;
  const { criterion, evenPart } = conditions(junction);
  if (criterion === undefined) return rows;
  const even = evenPart.type === "number" ? [] : [{ what: `${name} even part`, formula: evenPart }];
  return [...rows, { what: `${name} h`, formula: criterion.h.value }, ...even];
}

/** The same formula with numbers of a product joined and nothing nested, so that a minus sign counts the same in every notation. */
function rebuilt(e) {
  switch (e.type) {
    case "sum":
      return sumExpression(e.terms.map(rebuilt));
    case "product":
      return productExpression(e.factors.map(rebuilt));
    case "power": {
      const base = rebuilt(e.base);
      if (base.type === "power" && base.exponent.denominator === 1n)
        return powerExpression(base.base, {
          ...e.exponent,
          numerator: e.exponent.numerator * base.exponent.numerator,
        });
      if (base.type === "product" && e.exponent.denominator === 1n)
        return productExpression(base.factors.map((f) => rebuilt(powerExpression(f, e.exponent))));
      if (base.type === "number" && e.exponent.numerator === -1n && e.exponent.denominator === 1n)
        return { type: "number", numerator: base.denominator, denominator: base.numerator };
      return powerExpression(base, e.exponent);
    }
    case "call": {
      const own = { ...e, arguments: e.arguments.map(rebuilt) };
      // 1/sinh is what is printed, and what the paper has
      const inverse = { csch: "sinh", sech: "cosh" }[e.name];
      return inverse === undefined ? own : powerExpression({ ...own, name: inverse }, -1);
    }
    default:
      return e;
  }
}

/** Minus signs that nodes do not count: x − 1 is as long as 1 − x. */
function signs(e, inProduct = false) {
  if (e.type === "number") {
    const bare = inProduct && e.numerator === -1n && e.denominator === 1n;
    return e.numerator < 0n && !bare ? 1 : 0;
  }
  return childrenOf(e).reduce((n, child) => n + signs(child, e.type === "product"), 0);
}

/** Nodes of a formula as another system prints it, by the same count. */
function lengthOf(text) {
  try {
    const e = rebuilt(parse(text, RATE_RULES));
    const [first] = e.type === "product" ? e.factors : [];
    // The sign in front of a formula is a matter of which difference is written, and not counted.
    const front = first?.type === "number" && first.numerator < 0n ? 1 : 0;
    return nodeCount(e) + signs(e) - front;
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

/** A form as mathjs reads it. */
const readable = (form) =>
  form
    .replace(/EXP\^\(/g, "exp(")
    .replace(/EXP\^([\w.]+)/g, "exp($1)")
    .replaceAll("**", "^");

/** Names that no other system takes for something else: T_a as Ta and so on, and back. */
function renamed(text) {
  const names = [...new Set(text.match(/[A-Za-z]\w*/g) ?? [])].filter(
    (n) => !["sinh", "cosh", "tanh", "coth", "exp"].includes(n),
  );
  const short = new Map(names.map((n, i) => [n, `v${i}v`]));
  const back = new Map([...short].map(([n, s]) => [s, n]));
  const swap = (map) => (t) => t.replace(/[A-Za-z]\w*/g, (n) => map.get(n) ?? n);
  return { text: swap(short)(text), back: swap(back) };
}

const here = systems(seconds);
const longer = new Map(here.map(({ name }) => [name, 0]));
let failed = 0;
let count = 0;
console.log(`${"formula".padEnd(40)} ours${here.map(({ name }) => name.padStart(8)).join("")}   ms`);
for (const name of named.length > 0 ? named : [...PAIRS, ...LADDERS, ...FILES])
  measure(await formulasOf(name));
const summary = [...longer].map(([name, n]) => `${n} shorter in ${name}`).join(", ");
console.log(`${count} formulas; ${summary}; ${failed} failed`);
process.exitCode = failed > 0 || [...longer.values()].some((n) => n > 0) ? 1 : 0;

/** The rows of one junction. */
function measure(rows) {
  const given = rows.map(({ formula }) => {
    const own = toText(formula);
    return { own, ...renamed(own) };
  });
  const others = here.map(({ name, forms }) => ({ name, forms: forms(given.map(({ text }) => text)) }));
  rows.forEach((row, i) => {
    count++;
    measureRow(
      row,
      given[i],
      others.map(({ name, forms }) => ({ name, forms: forms[i] ?? {} })),
    );
  });
}

function measureRow({ what, formula, time }, { own, text: short, back }, others) {
  const ours = lengthOf(short) ?? nodeCount(formula);
  const notes = [];
  const cells = others.map(({ name, forms }) => {
    const measured = Object.entries(forms)
      .map(([method, form]) => ({ method, text: back(readable(form)), length: lengthOf(readable(form)) }))
      .filter(({ length }) => length !== undefined)
      .sort((a, b) => a.length - b.length);
    const best = measured.find(({ text }) => agree(own, text, scopeOf(own)));
    if (measured.length > 0 && best !== measured[0]) {
      failed++;
      notes.push(`${name} ${measured[0].method} has another value: FAILED ${measured[0].text}`);
    }
    if (best && best.length < ours) {
      longer.set(name, longer.get(name) + 1);
      notes.push(`SHORTER in ${name} (${best.method}): ${best.text}`);
    }
    return String(best?.length ?? "-").padStart(8);
  });
  console.log(
    `${what.padEnd(40)} ${String(ours).padStart(4)}${cells.join("")}${time === undefined ? "" : `   ${time.toFixed(1)}`}`,
  );
  for (const note of notes) console.log(`    ${note}`);
}
