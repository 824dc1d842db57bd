/** What other systems make of a printed formula: Maxima and FriCAS, each a process a formula, and SymPy, one process for all. */
import { spawnSync } from "node:child_process";
import { installed } from "./systems.mjs";

/** The systems that are installed; the others are named in a notice. */
export function systems(seconds) {
  const all = [
    { name: "SymPy", command: "python3", forms: (texts) => sympy(texts, seconds) },
    { name: "Maxima", command: "maxima", forms: (texts) => texts.map((t) => maxima(t, seconds)) },
    { name: "FriCAS", command: "fricas", forms: (texts) => texts.map((t) => fricas(t, seconds)) },
  ];
  const here = all.filter(({ command }) => installed(command));
  for (const { name, command } of all)
    if (!installed(command)) console.error(`${name} is left out: ${command} is not installed`);
  return here;
}

const run = (command, args, input, seconds) => {
  const result = spawnSync(command, args, {
    input,
    encoding: "utf8",
    timeout: 1000 * seconds,
    maxBuffer: 2 ** 26,
    killSignal: "SIGKILL",
  });
  return result.stdout ?? "";
};

/** For each formula the forms by method; a method that takes longer than its seconds is left out. */
function sympy(texts, seconds) {
  const script = new URL("formulas_sympy.py", import.meta.url).pathname;
  const input = texts.map((t) => `${JSON.stringify(t.replaceAll("^", "**"))}\n`).join("");
  const lines = run("python3", [script, String(seconds)], input, texts.length * seconds * 7 + 60)
    .split("\n")
    .filter((line) => line !== "");
  return texts.map((_, i) => JSON.parse(lines[i] ?? "{}"));
}

const MAXIMA = {
  ratsimp: "ratsimp(e)",
  factor: "factor(e)",
  trigreduce: "ratsimp(trigreduce(e))",
  "factor(exp)": "factor(exponentialize(e))",
  demoivre: "factor(trigsimp(e))",
  radcan: "radcan(e)",
  horner: "horner(ratsimp(e))",
};

function maxima(text, seconds) {
  const methods = Object.entries(MAXIMA);
  const script = [
    "display2d:false$ linel:100000$ ratprint:false$",
    `e: ${text}$`,
    ...methods.map(([name, call]) => `print("FORM ${name}|",errcatch(string(${call})),"|END")$`),
  ].join("\n");
  const output = run("maxima", ["--very-quiet"], script, seconds).replace(/\\?\n/g, " ");
  return Object.fromEntries(
    [...output.matchAll(/FORM ([\w()]+)\|\s*\[\s*"?(.*?)"?\s*\]\s*\|END/g)].map(([, name, form]) => [
      name,
      form.replaceAll("%e^", "EXP^").replaceAll("%e", "exp(1)"),
    ]),
  );
}

/** FriCAS breaks long strings into lines; numerator and denominator come factored, each factor as a string with its exponent. */
function fricas(text, seconds) {
  const factors = (part) =>
    `for x in factorList(factor(${part} e)) repeat output(concat ["F ${part} ", string(x.exponent), " ", unparse((x.factor)::Expression(Integer)::InputForm), " END"])`;
  const script = [
    ")set messages autoload off",
    ")set output length 245",
    `e := ${text};`,
    'output(concat ["F simplify 1 ", unparse(simplify(e)::InputForm), " END"])',
    'output(concat ["F plain 1 ", unparse(e::InputForm), " END"])',
    'output(concat ["F unit 1 (", unparse((unit(factor(numer e)))::Expression(Integer)::InputForm), ")/(", unparse((unit(factor(denom e)))::Expression(Integer)::InputForm), ") END"])',
    factors("numer"),
    factors("denom"),
  ].join("\n");
  const output = run("fricas", ["-nosman"], script, seconds).replace(/\n\s*/g, "");
  const parts = [...output.matchAll(/F (simplify|plain|unit|numer|denom) (-?\d+) (.*?)"?\s*END/g)].map(
    ([, kind, exponent, form]) => ({ kind, exponent, form }),
  );
  const single = (kind) => parts.find((p) => p.kind === kind)?.form;
  const product = (kind) =>
    parts
      .filter((p) => p.kind === kind)
      .map((p) => `(${p.form})${p.exponent === "1" ? "" : `^${p.exponent}`}`);
  const [simplify, plain, unit] = ["simplify", "plain", "unit"].map(single);
  const below = product("denom");
  return {
    ...(simplify === undefined ? {} : { simplify }),
    ...(plain === undefined ? {} : { plain }),
    // Where a factor's text is lost in FriCAS's lines, so is the form.
    ...(unit === undefined || below.length === 0
      ? {}
      : {
          factor: `${[unit, ...product("numer")].join("*")}${below.length > 0 ? `/(${below.join("*")})` : ""}`,
        }),
  };
}
