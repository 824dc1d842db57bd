// Runs what --format sympy, maxima, octave, c and js write in the real interpreters at random points and compares with
// certified values: 30 digits where the target has the precision; in doubles J and R of ladders within 10 ulp, those of
// levels and coefficients within 10 ulp times the condition number of their formula. Interpreters that are not installed are skipped with a
// notice. Julia and Mathematica are not run. Usage: npm run build && node scripts/check-code.mjs
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { all, create } from "mathjs";
import { boundedForm } from "../dist/src/code/bounded.js";
import { conditionOf, conditionOfProgram } from "../dist/src/code/condition.js";
import { exportCode } from "../dist/src/code/export.js";
import { levelsPrograms } from "../dist/src/code/levels-current.js";
import { evaluateAt } from "../dist/src/evaluate.js";
import { expansion } from "../dist/src/expand.js";
import { junctionFrom } from "../dist/src/index.js";
import { parseShorthand } from "../dist/src/shorthand.js";

const JUNCTIONS = [
  ["solid-TLS-solid", 4],
  ["spin-TLS-metal", 4],
  ["spin-HO-metal", 4],
  ["solid-HO-metal", 4],
  ["metal-TLS-metal", 3],
  ["solid-ladder:4-spin", 2],
  ["spin-spin:1-metal", 3],
];
/** Levels: three with unlike ends, a transmon, two coupled qubits; a gap that is no parameter by itself. */
const FILES = [
  [
    "qutrit",
    2,
    {
      left: { bath: "solid", coupling: "Gamma_L" },
      right: { bath: "metal", coupling: "Gamma_R", delta: "delta_R", mu: "mu_R" },
      subsystem: {
        kind: "levels",
        energies: ["0", "omega_1", "omega_1 + omega_2"],
        S_L: [
          ["0", "1", "s"],
          ["1", "0", "1"],
          ["s", "1", "0"],
        ],
        S_R: [
          ["0", "1", "1"],
          ["1", "0", "0"],
          ["1", "0", "0"],
        ],
      },
    },
    ["omega_1", "omega_2", "s", "delta_R", "mu_R"],
  ],
  ["transmon", 3, readFile("transmon")],
  ["ising-diode", 1, readFile("ising-diode")],
  [
    "cubic",
    2,
    {
      left: { bath: "solid", coupling: "Gamma_L*omega^3" },
      right: { bath: "custom", rate: "Gamma_R*omega*T/(1 - exp(-omega/T))" },
      subsystem: { kind: "TLS", gap: "2*E" },
    },
  ],
];

function readFile(name) {
  const { parameters, ...rest } = JSON.parse(
    readFileSync(new URL(`../examples/${name}.json`, import.meta.url), "utf8"),
  );
  // couplings stay free: energies have values, since signs of gaps decide
  const energies = Object.entries(parameters).filter(([n]) => !n.startsWith("Gamma"));
  return { ...rest, parameters: Object.fromEntries(energies) };
}
const POINTS = 12;
const DIGITS = 45;
const math = create(all, { number: "BigNumber", precision: 70 });
const directory = mkdtempSync(join(tmpdir(), "heatdiode-code-"));

let state = 20090304;
const random = (limit) => {
  state = (state * 48271) % 2147483647;
  return state % limit;
};

/** Multiples of 1/64, so that doubles hold them exactly. */
function pointFor(names) {
  const at = new Map(["T_a", ...names].map((name) => [name, BigInt(16 + random(240))]));
  const T = at.get("T_a");
  at.set("Delta", (T * BigInt(random(180) - 90)) / 100n || 1n);
  return new Map([...at].map(([name, n]) => [name, reduced(n, 64n)]));
}

function reduced(n, d) {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b) [a, b] = [b, a % b];
  return { numerator: n / a, denominator: d / a };
}

const double = (x) => Number(x.numerator) / Number(x.denominator);
const exact = (x) => `${x.numerator}/${x.denominator}`;
const available = (command) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;

/** Every value to compute: function name, arguments, reference, condition number. */
async function tasksFor([name, order, file, fixed = []]) {
  const given = file === undefined ? parseShorthand(name) : await junctionFrom(file);
  // Symbols of which a coefficient would have too many terms take values.
  const put = Object.fromEntries(fixed.map((n, i) => [n, String((i + 3) / 4)]));
  const junction =
    fixed.length === 0 ? given : await junctionFrom({ ...file, parameters: { ...file.parameters, ...put } });
  const symbolic = expansion(junction, "J");
  const orders = Array.from({ length: order + 1 }, (_, k) => k);
  const names = junction.parameters.map((p) => p.name).filter((n) => !junction.bound.has(n));
  const programs =
    junction.subsystem.kind === "levels" ? levelsPrograms(junction, junction.bound, true) : undefined;
  const tasks = [];
  for (let i = 0; i < POINTS; i++) {
    const point = pointFor(names);
    const current = evaluateAt(junction, new Map([...junction.bound, ...point]), DIGITS);
    const values = new Map([...point].filter(([n]) => n !== "Delta"));
    const bound = expansion(junction, "J", values);
    const args = [...names, "T_a"].map((n) => point.get(n));
    const doubles = new Map([...junction.bound, ...point].map(([n, v]) => [n, double(v)]));
    const kappa = (computation) =>
      programs ? conditionOfProgram(computation.body, computation.result, doubles).condition : 1;
    const all = [...args, point.get("Delta")];
    tasks.push({ f: "J", args: all, value: current.J, condition: kappa(programs?.current) });
    tasks.push({ f: "R", args: all, value: current.R, condition: kappa(programs?.ratio) });
    for (const k of orders) {
      if (symbolic.isZero(k)) continue;
      const { condition } = conditionOf(boundedForm(symbolic.expression(k)), doubles);
      tasks.push({ f: `alpha_${k}`, args, value: bound.value(k, DIGITS), condition });
    }
  }
  const source = (language) =>
    exportCode(language, junction, symbolic, { version: "check", letter: "alpha", orders, at: new Map() });
  return { tasks, source };
}

const runners = {
  js: {
    doubles: true,
    async run(source, tasks, stem) {
      const file = join(directory, `${stem}.mjs`);
      writeFileSync(file, source);
      const module = await import(pathToFileURL(file).href);
      return tasks.map((t) => String(module[t.f](...t.args.map(double))));
    },
  },
  c: {
    doubles: true,
    needs: "gcc",
    run(source, tasks, stem) {
      const file = join(directory, `${stem}.c`);
      const lines = tasks.map(
        (t) =>
          `printf("%.17g\\n", ${t.f}(${t.args
            .map((a) =>
              double(a)
                .toString()
                .replace(/^-?\d+$/, "$&.0"),
            )
            .join(", ")}));`,
      );
      writeFileSync(
        file,
        `#include <stdio.h>\n${source}\nint main(void) {\n${lines.join("\n")}\nreturn 0;\n}\n`,
      );
      execFileSync("gcc", [
        "-O2",
        "-std=c11",
        "-Wall",
        "-Wextra",
        "-Wno-unused-parameter",
        "-Werror",
        "-o",
        `${file}.out`,
        file,
        "-lm",
      ]);
      return execFileSync(`${file}.out`, { encoding: "utf8" }).trim().split("\n");
    },
  },
  octave: {
    doubles: true,
    needs: "octave",
    run(source, tasks, stem) {
      const file = join(directory, `${stem}.m`);
      const lines = tasks.map((t) => `printf("%.17g\\n", ${t.f}(${t.args.map(double).join(", ")}));`);
      writeFileSync(file, `${source}\n${lines.join("\n")}\n`);
      return execFileSync("octave", ["--no-gui", "-qf", file], { encoding: "utf8" }).trim().split("\n");
    },
  },
  sympy: {
    doubles: false,
    needs: "python3",
    run(source, tasks, stem) {
      const file = join(directory, `${stem}.py`);
      const lines = tasks.map((t, i) => {
        // every seventh value by SymPy from rationals, the others by mpmath
        const args = t.args.map((a) => `(${a.numerator}, ${a.denominator})`).join(", ");
        return i % 7 === 0
          ? `print(sympy.N(${t.f}(*[sympy.Rational(*a) for a in [${args}]], lib=sympy), 40))`
          : `print(mpmath.nstr(${t.f}(*[mpmath.mpf(a[0])/a[1] for a in [${args}]]), 40))`;
      });
      writeFileSync(file, `${source}\nimport sympy\nmpmath.mp.dps = 60\n${lines.join("\n")}\n`);
      return execFileSync("python3", [file], { encoding: "utf8" }).trim().split("\n");
    },
  },
  maxima: {
    doubles: false,
    needs: "maxima",
    run(source, tasks, stem) {
      const file = join(directory, `${stem}.mac`);
      const lines = tasks.map(
        (t) =>
          `printf(true, "~a~%", string(bfloat(${t.f}(${t.args.map((a) => `bfloat(${exact(a)})`).join(", ")}))))$`,
      );
      writeFileSync(file, `fpprec: 60$ linel: 1000$\n${source}\n${lines.join("\n")}\n`);
      const text = execFileSync("maxima", ["--very-quiet", "-b", file], { encoding: "utf8" });
      return text
        .split("\n")
        .filter((l) => /^-?[\d.]+b-?\d+$/.test(l.trim()))
        .map((l) => l.trim().replace("b", "e"));
    },
  },
};

let failures = 0;
for (const [language, runner] of Object.entries(runners)) {
  if (runner.needs && !available(runner.needs)) {
    console.log(`${language}: ${runner.needs} is not installed, skipped`);
    continue;
  }
  let worst = 0;
  let worstAlpha = 0;
  let largestCondition = 1;
  let count = 0;
  for (const [name, ...rest] of [...JUNCTIONS, ...FILES]) {
    const { tasks, source } = await tasksFor([name, ...rest]);
    const got = await runner.run(source(language), tasks, `${name.replace(/\W/g, "_")}_${language}`);
    if (got.length !== tasks.length)
      throw new Error(`${language} ${name}: ${got.length} answers to ${tasks.length} questions`);
    tasks.forEach((t, i) => {
      const reference = math.bignumber(t.value);
      const difference = math.bignumber(got[i]).sub(reference).abs();
      count++;
      if (runner.doubles) {
        const exponent = Math.floor(Math.log2(Math.abs(Number(t.value))));
        const ulp = math.bignumber(2).pow(exponent - 52);
        const ulps = difference.div(ulp).toNumber() / t.condition;
        if (!t.f.startsWith("alpha")) largestCondition = Math.max(largestCondition, t.condition);
        if (t.f.startsWith("alpha")) worstAlpha = Math.max(worstAlpha, ulps);
        else worst = Math.max(worst, ulps);
        if (!(ulps <= 10)) {
          failures++;
          console.log(
            `${language} ${name} ${t.f}(${t.args.map(double)}): ${ulps.toFixed(1)} ulp (condition ${t.condition.toPrecision(2)})`,
          );
        }
      } else {
        // a coefficient may vanish at a point
        const size = reference.isZero() ? math.bignumber(1) : reference.abs();
        const relative = difference.div(size).toNumber();
        worst = Math.max(worst, relative);
        if (!(relative <= 1e-30)) {
          failures++;
          console.log(`${language} ${name} ${t.f}: relative difference ${relative}`);
        }
      }
    });
  }
  console.log(
    runner.doubles
      ? `${language}: ${count} values; J, R at worst ${worst.toFixed(2)} ulp times condition (at most ${largestCondition.toFixed(0)}), coefficients ${worstAlpha.toFixed(2)} ulp times condition`
      : `${language}: ${count} values; at worst ${worst.toExponential(1)} relative`,
  );
}
process.exitCode = failures === 0 ? 0 : 1;
