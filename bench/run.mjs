/**
 * `npm run bench`: all coefficients 1 … N of the expansion in Δ in canonical form, every symbol generic, by heatdiode and
 * by FriCAS (`taylor` of the printed current), and the two compared at random rational points to 40 digits.
 *
 * heatdiode: from the junction's name to canonical coefficients whose numerators stay packed ("canonical"), and the
 * time to unpack them into terms as well ("terms"); first call in this process and the median of later ones, in
 * processor time.
 * FriCAS: its own clock around `taylor` and reading N coefficients, without its start-up. What is missing is skipped.
 */
import { spawnSync } from "node:child_process";
import { all, create } from "mathjs";
import { parseShorthand } from "../dist/src/shorthand.js";
import { exactCurrent } from "../dist/src/exact-current.js";
import { expandInDelta } from "../dist/symbolic/expansion.js";

const TIME_LIMIT = 120_000;
const REPETITIONS = 5;
const CASES = [
  { name: "spin-TLS-metal", orders: [6, 8, 12] },
  { name: "solid-TLS-solid", orders: [12, 20] },
];
const math = create(all, { precision: 90 });
const big = (x) => math.bignumber(typeof x === "bigint" ? x.toString() : x);

/** Currents as the paper prints them (15)–(19), for other systems: `exp`, `^` and plain names. */
const CURRENTS = {
  "spin-TLS-metal": "w*(XL-XR)/((1+XR)*(1+XL)/U + (1+XL)*(1-XR)/(G*(1+d*(Ta-D)/(2*m))))",
  "solid-TLS-solid": "w*(XL-XR)/((1+XR)*(1-XL)/U + (1+XL)*(1-XR)/G)",
};
const NAMES = { Upsilon_L: "U", Gamma_L: "U", Gamma_R: "G", delta_R: "d", mu_R: "m", omega: "w" };

/** Processor time of this process in ms: FriCAS reports processor time too, and other work on the machine counts less. */
const cpu = () => process.cpuUsage().user / 1000;

function measured(name, order) {
  const canonical = [];
  const terms = [];
  let expansion;
  for (let i = 0; i <= REPETITIONS; i++) {
    const start = cpu();
    const { variables, current } = exactCurrent(parseShorthand(name));
    expansion = expandInDelta(variables, current);
    const list = [];
    for (let k = 1; k <= order; k++) list.push(expansion.coefficient(k));
    canonical.push(cpu() - start);
    for (const f of list) void f.numerator;
    terms.push(cpu() - start);
  }
  const median = (times) => times.slice(1).sort((a, b) => a - b)[Math.floor(REPETITIONS / 2)];
  return { expansion, first: canonical[0], canonical: median(canonical), terms: median(terms) };
}

function installed(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

/** Time in ms, and the values of the coefficients at the point, q being the value of exp(-2*w/Ta). */
function fricas(name, order, point) {
  const bindings = Object.entries(point).map(([x, v]) => `${x} = ${v}`);
  const script = `)set messages autoload off
)set messages time on
)set output length 2000
digits(80)
XL := exp(-2*w/(Ta+D)); XR := exp(-2*w/(Ta-D));
J := ${CURRENTS[name]};
l : List Expression Integer := (s := taylor(J, D=0)::UTS(EXPR INT, D, 0); [coefficient(s,i) for i in 1..${order}]);
[(output(concat("VALUE ", (numeric(eval(c, [${bindings.join(", ")}])))::String)); 0) for c in l];
`;
  const run = spawnSync("fricas", ["-nosman"], { input: script, encoding: "utf8", timeout: TIME_LIMIT });
  if (run.error) return { note: `more than ${TIME_LIMIT / 1000} s` };
  const before = run.stdout.slice(0, run.stdout.indexOf("VALUE"));
  const seconds = [...before.matchAll(/= ([0-9.]+) sec/g)].map((m) => Number(m[1]));
  const values = [...run.stdout.matchAll(/VALUE\s+(-?[-0-9.\sE_]+?)(?=\s*(?:VALUE|Type:|\())/g)].map((m) =>
    m[1].replace(/[\s_]/g, "").replace(/E/i, "e"),
  );
  return { time: seconds.length > 0 ? 1000 * Math.max(...seconds) : NaN, values, output: run.stdout };
}

function value(f, values) {
  const at = (p) => {
    if (typeof p === "bigint") return big(p);
    return p.coefficients.reduce(
      (sum, c, i) => sum.plus(at(c).times(values[p.variable].pow(p.exponents[i]))),
      big(0),
    );
  };
  let result = big(f.constant.numerator).div(big(f.constant.denominator)).times(at(f.numerator));
  f.monomial.forEach((e, i) => (result = e === 0 ? result : result.times(values[i].pow(e))));
  for (const { base, exponent } of f.denominator) result = result.div(at(base).pow(exponent));
  return result;
}

function agreement(expansion, values, point) {
  const number = (text) => {
    const [n, d = "1"] = text.split("/");
    return big(n).div(big(d));
  };
  const v = expansion.variables;
  const ring = [...v.parameters.map((x) => number(point[NAMES[x]])), number(point.Ta)];
  ring.push(number(point.w).times(-2).div(number(point.Ta)).exp());
  const differences = values.map((text, i) => {
    const ours = value(expansion.coefficient(i + 1), ring);
    return ours.minus(big(text)).div(ours).abs();
  });
  return differences.every((d) => d.lt("1e-40")) ? `agree to 40 digits (${values.length})` : "DIFFER";
}

/** A fixed linear congruence, so that a disagreement can be repeated. */
let state = 20090305;
const random = () => (state = (state * 48271) % 2147483647) % 97;

const rows = [];
let failed = false;
for (const { name, orders } of CASES) {
  for (const order of orders) {
    const ours = measured(name, order);
    const point = Object.fromEntries(
      ["U", "G", "d", "m", "w", "Ta"].map((x) => [x, `${1 + random()}/${50 + random()}`]),
    );
    const other = installed("fricas") ? fricas(name, order, point) : { note: "not installed" };
    const compared = other.values?.length === order ? agreement(ours.expansion, other.values, point) : "-";
    if (compared === "DIFFER") failed = true;
    rows.push({
      junction: name,
      order,
      "first ms": ours.first.toFixed(1),
      "canonical ms": ours.canonical.toFixed(1),
      "with terms ms": ours.terms.toFixed(1),
      "FriCAS ms": other.note ?? other.time.toFixed(0),
      ratio: other.time ? (other.time / ours.canonical).toFixed(0) : "-",
      compared,
    });
  }
}
console.table(rows);
process.exitCode = failed ? 1 : 0;
