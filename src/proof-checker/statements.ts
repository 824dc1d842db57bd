/** What a certificate states of its junction, for the proof checker: the name, and what is assumed of the parameters. */
import { type StatedJunction } from "../certificate/format.js";
import { demand, signOf } from "./algebra/polynomial.js";
import { readQuotient } from "./algebra/reader.js";

/** The name is that of the baths and the subsystem, and no parameter is assumed to be more than the model does. */
export function checkStatements(c: StatedJunction): void {
  demand(c.junction === `${c.left.kind}-${labelOf(c)}-${c.right.kind}`, "the name does not fit the junction");
  demandNames(c);
  checkAssumptions(c);
}

/**
 * The thermal variables are named by the rule T_L (s_L for a root), g_L, X_L (X1_L, X2_L, … for several energies), with
 * an underscore more where a parameter has that name; no parameter is named as a temperature or an occupation, and π is
 * none but in the rate of a metal with a spectrum. So no name can mean another thing in the junction and in the proof.
 */
function demandNames({ parameters, variables, values, left, right }: StatedJunction): void {
  const taken = new Set(parameters.map((p) => p.name));
  const free = (name: string): string => (taken.has(name) ? `${name}_` : name);
  const many = variables.energies.length > 1;
  for (const side of ["L", "R"] as const) {
    const expected = [
      `${variables.root === 1 ? "T" : "s"}_${side}`,
      ...variables.formalFunctions.map((g) => `${g}_${side}`),
      ...variables.energies.map((_, i) => `X${many ? String(i + 1) : ""}_${side}`),
    ];
    demand(
      expected.every((name, i) => variables[side][i] === free(name)),
      `the thermal variables of end ${side} are not named by the rule`,
    );
  }
  const reserved = [...parameters.map((p) => p.name), ...Object.keys(values)].find((name) =>
    ["T", "T_a", "T_L", "T_R", "Delta", "n_B", "n_S"].includes(name),
  );
  demand(
    [...taken].every((name) => /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*(\(.*\))?$/.test(name)),
    "a parameter's name is none that a junction can have",
  );
  // Gamma_L(omega) is one number; exp(-omega/T) and g(T) are none, and must not be read as such.
  const functions = [...KNOWN_FUNCTIONS, ...variables.formalFunctions];
  const heads = [...taken]
    .filter((name) => name.includes("("))
    .map((name) => name.slice(0, name.indexOf("(")));
  demand(
    heads.every((head) => !functions.includes(head)),
    "a value of a function with a meaning of its own is said to be a parameter",
  );
  demand(reserved === undefined, `${reserved ?? ""} cannot name a parameter`);
  demand(!("pi" in values), "pi is a number of its own and cannot be given another value");
  demand(!taken.has("pi") || "F" in left || "F" in right, "pi occurs without a metal whose rate has it");
  demand(
    !variables.formalFunctions.some((g) => KNOWN_FUNCTIONS.includes(g)),
    "a known function is said to be unknown",
  );
}

const KNOWN_FUNCTIONS = "exp sqrt n_B n_S sinh cosh sech csch tanh coth T omega pi".split(" ");

/** The shorthand of the subsystem, if the weights are those the junction's name says. */
function labelOf(c: StatedJunction): string {
  const label = c.junction.split("-")[1] ?? "";
  if (c.identity === "levels") {
    demand(label === `levels:${c.levels.energies.length}`, "the name does not fit the number of levels");
    return label;
  }
  if (c.identity === "coherences") {
    const { energies, equation } = c.coherences;
    demand(
      label === `levels:${energies.length}/${equation}`,
      "the name does not fit the levels and their equation",
    );
    return label;
  }
  const weights = c.weights === "oscillator" ? "oscillator" : c.weights.join();
  const levels = /^ladder:(\d{1,4})$/.exec(label);
  const spin = /^spin:(\d{1,4})(\/2)?$/.exec(label);
  let expected: string | undefined;
  if (label === "TLS") expected = "1";
  if (label === "HO") expected = "oscillator";
  if (levels) expected = Array.from({ length: Number(levels[1]) - 1 }, (_, i) => i + 1).join();
  if (spin) {
    const twice = Number(spin[1]) * (spin[2] === undefined ? 2 : 1);
    expected = Array.from({ length: twice }, (_, i) => (i + 1) * (twice - i)).join();
  }
  demand(expected === weights, "the couplings between the levels are not those of the subsystem");
  return label;
}

function energiesOf(c: StatedJunction): readonly string[] {
  if (c.identity === "levels") return c.levels.energies;
  return c.identity === "coherences" ? c.coherences.energies : [c.gap];
}

/** Only slopes δ, F_1, F_2, … of metals and matrix elements may have any sign; all else is assumed positive, and values are. */
function checkAssumptions(c: StatedJunction): void {
  const names = (text: string): string[] => text.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [];
  const slopes = new Set<string>();
  const others = new Set<string>(energiesOf(c).flatMap(names));
  if (c.identity === "coherences") {
    // Splittings and amplitudes may have any sign.
    const { splitting, S } = c.coherences;
    [splitting, S.L, S.R].flatMap((m) => m.flat().flatMap(names)).forEach((name) => slopes.add(name));
  }
  if (c.identity === "levels") {
    // Matrix elements may have any sign.
    for (const { squares } of c.levels.transitions)
      [squares.L, squares.R].flatMap(names).forEach((name) => slopes.add(name));
  }
  for (const bath of [c.left, c.right]) {
    if ("F" in bath) {
      const real = bath.F.slice(1)
        .flatMap(names)
        .filter((name) => name !== "omega");
      real.forEach((name) => slopes.add(name));
      names(bath.rate).forEach((name) => real.includes(name) || others.add(name));
      bath.F.slice(0, 1)
        .flatMap(names)
        .forEach((name) => others.add(name));
      continue;
    }
    const texts = "rate" in bath ? [bath.rate] : "mu" in bath ? [bath.coupling, bath.mu] : [bath.coupling];
    texts.flatMap(names).forEach((name) => others.add(name));
    if ("delta" in bath) names(bath.delta).forEach((name) => slopes.add(name));
  }
  // A coupling at a gap, whatever its function is: positive, and written in full where it stands.
  const couplings = [c.left, c.right].flatMap((bath) => ("coupling" in bath ? [bath.coupling] : []));
  const squares =
    c.identity === "levels" ? c.levels.transitions.flatMap((t) => [t.squares.L, t.squares.R]) : [];
  for (const { name } of c.parameters.filter((p) => p.name.includes("(")))
    if ([...couplings, ...squares].some((text) => text.includes(name))) others.add(name);
  for (const { name, assumption } of c.parameters) {
    const real = slopes.has(name) && !others.has(name);
    demand(
      assumption === (real ? "real" : "positive"),
      `what is assumed of ${name} is not what the model assumes`,
    );
    demand(real || others.has(name), `${name} does not occur in the junction`);
  }
  for (const [name, value] of Object.entries(c.values)) {
    const real = slopes.has(name) && !others.has(name);
    demand(real || others.has(name), `${name} does not occur in the junction`);
    const number = readQuotient(value, { count: 0, symbol: () => undefined });
    demand(
      real || (signOf(number.numerator, []) === 1 && signOf(number.denominator, []) === 1),
      `${name} is not positive`,
    );
  }
}
