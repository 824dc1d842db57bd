/**
 * What an accepted certificate proves, in full: of which junction, with which values put in, under which assumptions.
 * "solid-HO-metal never rectifies" alone would be false where delta_R = 0 was put in.
 */
import { type Certificate, type CertificateBath, type StatedJunction } from "../certificate/format.js";
import { hasUniformTerms, signOf } from "./algebra/polynomial.js";
import { readQuotient } from "./algebra/reader.js";
import { junctionNames, type Ring } from "./algebra/ring.js";

/** A proved statement with everything it rests on. */
export interface Statement {
  /** "never rectifies", "rectifies, except where …". */
  readonly claim: string;
  /** What makes it another junction than the plain one of that name: "delta_R = 0", "left coupling Gamma_R". */
  readonly special: readonly string[];
  readonly left: string;
  readonly right: string;
  readonly subsystem: string;
  /** Values put in for parameters, exact. */
  readonly values: Readonly<Record<string, string>>;
  readonly assumed: readonly string[];
}

/** The statement of a certificate that was accepted. */
export function statementOf(c: Certificate, ring: Ring): Statement {
  return { claim: claimOf(c), ...junctionStatement(c, ring, conditionsOf(c, ring)) };
}

/** What the verdict assumes beyond the junction. */
function conditionsOf(c: Certificate, ring: Ring): string[] {
  const list: string[] = [];
  if (c.variables.energies.length > 1 && c.rectifies !== "never")
    list.push(`no integer relation among the energies ${c.variables.energies.join(", ")}`);
  const [energy] = c.variables.energies;
  if (c.variables.energies.length === 1 && energy !== undefined && !definite(energy, ring) && !("gap" in c))
    list.push(`${energy} is not 0`);
  c.leaves.forEach((leaf, i) => {
    if (leaf.witness === undefined)
      list.push(`system ${i + 1} has a solution (it has no rational one that could be shown)`);
  });
  return list;
}

/** Of which junction something is proved, with which values put in, under which assumptions. */
export function junctionStatement(
  c: StatedJunction,
  ring: Ring,
  further: readonly string[] = [],
): Omit<Statement, "claim"> {
  return {
    special: [
      ...Object.entries(c.values).map(([name, value]) => `${name} = ${value}`),
      ...Object.entries(c.spectra ?? {}).map(([name, value]) => `${name} = ${value} (any positive number)`),
      ...departures(c.left, "left"),
      ...departures(c.right, "right"),
      ...(c.identity === "coherences" ? [`${c.coherences.equation} equation with coherences`] : []),
      ...(!("gap" in c) || c.gap === "omega" ? [] : [`gap ${c.gap}`]),
    ],
    left: bathText(c.left),
    right: bathText(c.right),
    subsystem: subsystemText(c),
    values: c.values,
    assumed: [...assumptions(c, ring), ...further],
  };
}

function claimOf({ rectifies, vanishesIff }: Certificate): string {
  switch (rectifies) {
    case "never":
      return "never rectifies";
    case "always":
      return "always rectifies";
    case "conditionally":
      return `rectifies, except where ${vanishesIff.map((l) => l.join(" and ")).join(", or ")}`;
    case "undecided":
      return "undecided: where heat is not rectified, the raw equations hold; the converse is not proved";
  }
}

/** Where a built-in bath has other parameters than its own end's. */
function departures(bath: CertificateBath, end: "left" | "right"): string[] {
  const side = end === "left" ? "L" : "R";
  const plain = new Map([
    ["coupling", `${bath.kind === "spin" ? "Upsilon" : "Gamma"}_${side}`],
    ["delta", `delta_${side}`],
    ["mu", `mu_${side}`],
  ]);
  return Object.entries(bath).flatMap(([key, text]) =>
    plain.has(key) && text !== plain.get(key) ? [`${end} ${key} ${String(text)}`] : [],
  );
}

function bathText(bath: CertificateBath): string {
  switch (bath.kind) {
    case "spin":
      return `spin bath, k = (${bath.coupling})/(1 + exp(-omega/T))`;
    case "solid":
      return `solid, k = (${bath.coupling})/(1 - exp(-omega/T))`;
    case "metal":
      return "F" in bath
        ? `metal, F_m = ${bath.F.join(", ")}, k = ${bath.rate}`
        : `metal, k = (${bath.coupling})*(1 + (${bath.delta})*T/(${bath.mu}))/(1 - exp(-omega/T))`;
    case "custom":
    case "law":
      return `${bath.kind}, k = ${bath.rate}`;
  }
}

function subsystemText(c: StatedJunction): string {
  if (c.identity === "levels") {
    const squares = c.levels.transitions.map(
      (t) => `${t.lower}-${t.upper}: ${t.squares.L} left, ${t.squares.R} right`,
    );
    return `levels at ${c.levels.energies.join(", ")}; |S|^2 of ${squares.join("; ")}`;
  }
  if (c.identity === "coherences") {
    const { equation, energies, splitting, S } = c.coherences;
    const matrix = (m: readonly (readonly string[])[]): string =>
      `[${m.map((row) => row.join(", ")).join("; ")}]`;
    return `levels at ${energies.join(", ")}, split by ${matrix(splitting)}; ${equation} equation without Lamb shift; S_L = ${matrix(S.L)}, S_R = ${matrix(S.R)}`;
  }
  const label = c.junction.split("-")[1] ?? "";
  return `${label}, omega = ${c.gap}`;
}

function definite(text: string, ring: Ring): boolean {
  const { numerator, denominator } = readQuotient(text, junctionNames(ring));
  return signOf(numerator, ring.real) * signOf(denominator, ring.real) === 1;
}

function assumptions(c: StatedJunction, ring: Ring): string[] {
  const named = (kind: "positive" | "real"): string[] =>
    c.parameters.filter((p) => p.assumption === kind && p.name !== "pi").map((p) => p.name);
  const [positive, real] = [named("positive"), named("real")];
  const list: string[] = [];
  if (positive.length > 0) list.push(`${positive.join(", ")} > 0`);
  if (real.length > 0) list.push(`${real.join(", ")} real`);
  for (const [end, bath] of [
    ["left", c.left],
    ["right", c.right],
  ] as const) {
    if ("delta" in bath && readQuotient(bath.delta, junctionNames(ring)).numerator.size > 0)
      list.push(`1 + (${bath.delta})*T/(${bath.mu}) > 0 at all temperatures considered`);
    if ("rate" in bath) list.push(`the rate of the ${end} bath is positive at all temperatures considered`);
  }
  for (const g of c.variables.formalFunctions)
    list.push(`${g}(T) is any function: the statement is for those without a relation to the other rates`);
  if ("gap" in c && !definite(c.gap, ring)) list.push(`${c.gap} > 0`);
  if (c.identity === "coherences")
    list.push(
      "the steady state is unique: parameters in general position, or such as no dark state is left alone",
    );
  if (c.identity === "levels") {
    list.push(...(c.levels.assumed ?? []), "the levels stay connected by rates that are not zero");
    const open = c.levels.transitions
      .flatMap((t) => [t.squares.L, t.squares.R])
      .filter((text) => text !== "0" && !isSquareSum(text, ring));
    if (open.length > 0) list.push(`${[...new Set(open)].join(", ")} >= 0, being |S|^2`);
  }
  return list;
}

/** All terms positive and even in what is real: plainly no negative number. */
function isSquareSum(text: string, ring: Ring): boolean {
  const { numerator, denominator } = readQuotient(text, junctionNames(ring));
  const [first] = numerator.values();
  return hasUniformTerms(numerator, ring.real) && signOf(denominator, ring.real) === 1 && (first ?? 0n) > 0n;
}
