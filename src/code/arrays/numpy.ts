/** The export as a Python module for NumPy, jax.numpy and torch: every function takes arrays and broadcasts. */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { type JunctionExpansion } from "../../expansion/expansion.js";
import { isOneMode } from "../../exact/counting.js";
import { wrap } from "../../input/fold-lines.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { type Junction } from "../../junction/junction.js";
import { measured, type UnitLabel, unitLabels, unitSystem, withUnit } from "../../junction/units.js";
import { requireValues } from "../../model/model.js";
import { type ExportOptions } from "../export.js";
import { codeOf, type Dialect } from "../printer.js";
import { type ArrayFunction, arrayFunctions } from "./functions.js";

const RESERVED = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield xp np".split(
    " ",
  ),
);

const python: Dialect = {
  pi: "xp.pi",
  times: "*",
  over: "/",
  identifier: (name) => (RESERVED.has(name) ? `${name}__` : name),
  integer: String,
  rational: (n, d) => `(${n}/${d})`,
  power: (base, n) => `${base}**${n}`,
  root: (base, e) => `${base}**(${e.numerator}/${e.denominator})`,
  call: (name, args) => {
    const [a = "", b = "", x = "", y = ""] = args;
    switch (name) {
      case "select":
        return `xp.where(${a} >= ${b}, ${x}, ${y})`;
      case "abs":
        return `_magnitude(xp, ${a})`;
      case "sign":
        return `xp.where(${a} >= 0, 1.0, -1.0)`;
      case "max":
        return `xp.where(${a} >= ${b}, ${a}, ${b})`;
      case "coth":
        return `(1/xp.tanh(${a}))`;
      case "sech2":
      case "drop_share":
      case "drop_share_slope":
        return `_${name}(xp, ${a})`;
      default:
        return `xp.${name}(${args.join(", ")})`;
    }
  },
};

/** Python of each helper; only those that are called are written. */
const HELPERS: Readonly<Record<string, string>> = {
  _magnitude: `def _magnitude(xp, x):
    # one smooth branch at 0, so that derivatives there are those of a one-sided function
    return xp.where(x >= 0, x, -x)`,
  _sech2: `def _sech2(xp, x):
    v = xp.exp(-2*xp.where(x >= 0, x, -x))
    return 4*v/(1 + v)**2`,
  _drop_share: `def _drop_share(xp, x):
    # (1 - exp(-x))/x, by its series for x < 1/2
    small = x < 0.5
    near = xp.where(small, x, 0.0)
    far = xp.where(small, 1.0, x)
    series = 1.0
    for n in range(15, 1, -1):
        series = 1 - near*series/n
    return xp.where(small, series, -xp.expm1(-far)/far)`,
  _drop_share_slope: `def _drop_share_slope(xp, x):
    # the derivative of (1 - exp(-x))/x
    small = x < 0.5
    near = xp.where(small, x, 0.0)
    far = xp.where(small, 1.0, x)
    series, factor = -0.5, -0.5
    total = 0.0*near
    power = 1.0
    for n in range(2, 17):
        total = total + factor*power
        power = power*near
        factor = -factor*n/((n - 1)*(n + 1))
    return xp.where(small, total, (xp.exp(-far)*(1 + far) - 1)/far**2)`,
};

/** Helpers that every module has. */
const ARRAY_HELPERS = `def _array(xp, value):
    # floating-point numbers in double precision where the library has a choice; arrays keep theirs
    if "float" in str(getattr(value, "dtype", "")):
        return value
    if xp.__name__ == "torch":
        return xp.asarray(value, dtype=xp.float64)
    return xp.asarray(value)*1.0


def _where(xp, inside, value):
    value = xp.where(inside, value, xp.nan)
    return value[()] if hasattr(value, "shape") else value`;

/**
 * Source text of the module. Without an expansion: no coefficients.
 * @throws InputError for junctions that no code is written for
 */
export function numpyModule(
  junction: Junction,
  expansion: JunctionExpansion | undefined,
  { version, letter, orders, at }: ExportOptions,
): string {
  requireValues(junction);
  const bound: ReadonlyMap<string, ExactNumber> = new Map([...junction.bound, ...at]);
  const free = junction.parameters.map((p) => p.name).filter((name) => !bound.has(name));
  const functions = arrayFunctions(
    junction,
    free,
    bound,
    expansion === undefined ? undefined : { expansion, letter, orders },
  );
  const unit = unitLabels(junction);
  const text = functions.map((f) => definition(f, junction, unit, bound));
  const helpers = Object.entries(HELPERS)
    .filter(([name]) => text.some((t) => t.includes(`${name}(`)))
    .map(([, source]) => source);
  return [
    `${header(junction, functions, bound, version, unit)}\nimport numpy as np`,
    ARRAY_HELPERS,
    ...helpers,
    ...text,
  ]
    .join("\n\n\n")
    .concat("\n");
}

/** What the reader must know, as the docstring of the module. */
function header(
  junction: Junction,
  functions: readonly ArrayFunction[],
  bound: ReadonlyMap<string, ExactNumber>,
  version: string,
  unit: UnitLabel,
): string {
  const [first] = functions;
  const values = [...bound].map(([name, x]) => `${name} = ${measured(formatExactNumber(x), unit(name))}`);
  const metal = [junction.left, junction.right].some(({ kind }) => kind === "metal");
  const lines = [
    `${junction.name}: heat current and rectification on arrays, written by heatdiode ${version}.`,
    "",
    `Units: ${unitSystem(junction.units)}. T_a = T_L + T_R is the sum of the temperatures (twice the mean), Delta = T_L - T_R, |Delta| < T_a; J > 0 flows from left to right.`,
    "",
    `Arguments are numbers or arrays, which broadcast; xp is numpy (the default), jax.numpy or torch. Each quantity f has its derivatives in df: a dict by the names of the parameters. Where a temperature${metal ? ", mu or 1 + delta*T/mu" : ""} is not positive, at Delta or at -Delta, the result is nan; that couplings and rates are positive is not checked.`,
    "",
    ...(values.length === 0 ? [] : [`Values put in: ${values.join(", ")}.`, ""]),
    ...accuracy(junction),
    "",
    "Automatic differentiation is safe at Delta = 0: every branch that meets there is the same smooth function.",
    "",
    ...(functions.some(({ name }) => name === "S")
      ? []
      : [
          "The noise S is written for two levels and the oscillator; heatdiode evaluate and scan have it here.",
          "",
        ]),
    `Example: ${exampleCall(first as ArrayFunction)}`,
  ];
  return `"""${lines.flatMap((l) => wrap(l, 88, "", "")).join("\n")}\n"""`;
}

function exampleCall({ parameters }: ArrayFunction): string {
  const given = parameters.map((name) => {
    const value = name === "Delta" ? "np.linspace(-0.5, 0.5, 101)" : name.startsWith("delta") ? "0.2" : "1.0";
    return `${python.identifier(name)}=${value}`;
  });
  return `J(${given.join(", ")})`;
}

/** The bounds that the tests hold. */
function accuracy(junction: Junction): readonly string[] {
  const own =
    junction.subsystem.kind === "ladder" &&
    [junction.left, junction.right].every(({ kind }) => kind !== "custom");
  const quantum =
    "omega/T is that of the colder end and below 700; beyond, exp(-omega/T) leaves the doubles and J goes to 0";
  if (own) {
    return [
      `Accuracy: relative errors of J, R, the contrast${isOneMode(junction) ? " and S" : ""} are below 1e-15*(20 + 4*omega/T), those of their derivatives by p below 1e-15*(100 + 20*omega/T) of the larger of |df/dp| and |f/p|; ${quantum}. Coefficients of Delta^k lose digits where T_a is large against omega, the more the higher k.`,
    ];
  }
  return [
    `Accuracy: as good as the conditioning of the rates and of the elimination; J and R keep their digits at weak bias, the contrast has an absolute error of some 1e-15. ${quantum.charAt(0).toUpperCase()}${quantum.slice(1)}.`,
  ];
}

const MEANINGS: Readonly<Record<string, string>> = {
  J: "Heat current, positive from left to right",
  R: "Rectification ratio |J(Delta)/J(-Delta)|",
  contrast: "Contrast (|J(Delta)| - |J(-Delta)|)/(|J(Delta)| + |J(-Delta)|)",
  S: "Zero-frequency noise of the heat, the second cumulant per unit time",
};

function definition(
  f: ArrayFunction,
  junction: Junction,
  unit: UnitLabel,
  bound: ReadonlyMap<string, ExactNumber>,
): string {
  const names = f.parameters.map(python.identifier);
  const positive = f.positive.map((e) => codeOf(e, python));
  const domain = positive.map((x) => `(${x} > 0)`).join(" & ");
  const lines = f.body.map(({ name, value }) => {
    const right = codeOf(value, python);
    return `${python.identifier(name)} = ${bound.has(name) ? `_array(xp, ${right})` : right}`;
  });
  const inside = (value: Expression): string => {
    const code = codeOf(value, python);
    // A constant takes the common shape of the arguments.
    const text = value.type === "number" && names.length > 0 ? `${code} + 0.0*(${names.join(" + ")})` : code;
    return positive.length === 0 ? text : `_where(xp, inside_, ${text})`;
  };
  const results = f.results.map(({ by, value }) => ({ by, text: inside(value) }));
  const end = f.isDerivative
    ? ["return {", ...results.map(({ by, text }) => `    ${JSON.stringify(by)}: ${text},`), "}"]
    : [`return ${results[0]?.text ?? ""}`];
  const taken = names.length === 0 ? [] : names.map((name) => `${name} = _array(xp, ${name})`);
  return [
    `def ${f.name}(${[...names, "xp=np"].join(", ")}):`,
    ...indented(docstring(f, junction, unit)),
    ...indented([...taken, ...lines, ...(domain === "" ? [] : [`inside_ = ${domain}`]), ...end]),
  ].join("\n");
}

const indented = (lines: readonly string[]): string[] => lines.map((l) => (l === "" ? "" : `    ${l}`));

function docstring(f: ArrayFunction, junction: Junction, unit: UnitLabel): string[] {
  const own =
    MEANINGS[f.quantity] ??
    `Coefficient ${f.quantity} of Delta^${f.quantity.split("_")[1] ?? ""} at fixed T_a`;
  const [result] = f.results;
  const constant =
    result?.value.type === "number" && !f.isDerivative
      ? `, ${formatExactNumber(result.value)} identically (proved)`
      : "";
  const title = f.isDerivative
    ? `Derivatives of ${f.quantity} by each parameter: a dict of arrays.`
    : `${withUnit(own, unit(f.quantity))}${constant}.`;
  const meaning = (name: string): string =>
    name === "T_a"
      ? "sum of the temperatures of the baths"
      : name === "Delta"
        ? "difference T_L - T_R of the temperatures"
        : (junction.parameters.find((p) => p.name === name)?.meaning ?? "");
  const parameters = f.parameters.flatMap((name) =>
    wrap(`${withUnit(python.identifier(name), unit(name))}: ${meaning(name)}`, 84, "    ", "        "),
  );
  if (f.isDerivative) return [`"""${title} Arguments as those of ${f.quantity}."""`];
  return [`"""${title}`, "", ...(parameters.length === 0 ? [] : ["Args:", ...parameters]), '"""'];
}
