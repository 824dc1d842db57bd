/** What a certificate states of its junction, for the proof checker: the name, and what is assumed of the parameters. */
import { type Certificate } from "./certificate.js";
import { demand } from "./check-proof-polynomial.js";

/** The name is that of the baths and the subsystem, and no parameter is assumed to be more than the model does. */
export function checkStatements(c: Certificate): void {
  demand(c.junction === `${c.left.kind}-${labelOf(c)}-${c.right.kind}`, "the name does not fit the junction");
  checkAssumptions(c);
}

/** The shorthand of the subsystem, if the weights are those the junction's name says. */
function labelOf(c: Certificate): string {
  const label = c.junction.split("-")[1] ?? "";
  if (c.identity === "levels") {
    demand(label === `levels:${c.levels.energies.length}`, "the name does not fit the number of levels");
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

/** Only slopes δ, F_1, F_2, … of metals and matrix elements may have any sign; all else is assumed positive, and values are. */
function checkAssumptions(c: Certificate): void {
  const names = (text: string): string[] => text.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [];
  const slopes = new Set<string>();
  const others = new Set<string>((c.identity === "levels" ? c.levels.energies : [c.gap]).flatMap(names));
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
    demand(real || !/^\s*-|^[\s0./]*$/.test(value), `${name} is not positive`);
  }
}
