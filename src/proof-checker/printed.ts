/**
 * The formulas of an answer for the proof checker: the even part with what its symbols stand for, and h(T). Each is read
 * and compared with what follows from the certificate, by expansion.
 */
import { type Certificate } from "../certificate/format.js";
import { InputError } from "../input/errors.js";
import {
  constantOf,
  demand,
  type Expanded,
  NOTHING,
  plus,
  renamed,
  replaced,
  same,
  times,
  toThe,
  variableOf,
} from "./algebra/polynomial.js";
import { rateMeaning } from "./algebra/rate.js";
import { type Meaning, type Quotient, readQuotient } from "./algebra/reader.js";
import { type Ring } from "./algebra/ring.js";
import { type Examined } from "./check.js";

/** The complaint about a false claim under a key of the answer. */
export const wrong = (key: string): string => `the answer's "${key}" is not what is proved`;

/** The entry of an object; undefined if there is none, or it is no object. */
export const entry = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;

function textOf(value: unknown, key: string, where: string): string {
  const text = entry(value, key);
  demand(typeof text === "string", `the answer's "${where}" has no ${key}`);
  return text;
}

const equal = (a: Quotient, b: Quotient): boolean =>
  a.denominator.size > 0 &&
  b.denominator.size > 0 &&
  same(times(a.numerator, b.denominator), times(b.numerator, a.denominator));

/** A formula that may be too long to expand, compared with a value. */
function agrees(text: string, meaning: Meaning, value: () => Quotient, key: string): true | string {
  try {
    demand(equal(readQuotient(text, meaning), value()), wrong(key));
    return true;
  } catch (error) {
    if (error instanceof InputError) return "too long for the checker to expand";
    throw error;
  }
}

/** The even part in the variables of both ends. @throws ProofError if it is not that of the current */
export function evenPartClaim(value: unknown, examined: Examined): true | string {
  const { ring, identity, certificate } = examined;
  const text = textOf(value, "expression", "evenPart");
  const { current } = identity;
  demandMeanings(entry(value, "where"), examined);
  const two: Expanded = new Map([["\0".repeat(ring.count), 2n]]);
  if (current.kind === "closed") {
    const { numerator, denominator } = current.even;
    return agrees(text, ring.plain, () => ({ numerator, denominator: times(two, denominator) }), "evenPart");
  }
  // ½(E + E′)·F(r) − ½E′·(r − r′)·Q(r, r′), whatever F is: the formula is linear in F(r) and Q(r, r′), each taken alone.
  const { F, Q, r, back } = freeNames(certificate);
  const put = (form: string, difference: string): string =>
    text.replaceAll(`${F}(${r})`, form).replaceAll(`${Q}(${r}, ${back})`, difference);
  demand(isLinear(put("#", "#")), wrong("evenPart"));
  const { sum, difference } = ladderEvenPart(current.parts, ring);
  const first = agrees(put("1", "0"), ring.plain, () => sum, "evenPart");
  return first === true ? agrees(put("0", "1"), ring.plain, () => difference, "evenPart") : first;
}

/** The parts of a text between signs outside brackets. */
function partsBetween(text: string, separator: RegExp): string[] {
  let depth = 0;
  let flat = "";
  for (const sign of text) {
    if (sign === ")") depth--;
    // Of the same length, so that places in it are places in the text; a mark that no separator matches.
    flat += depth === 0 ? sign : "\0";
    if (sign === "(") depth++;
  }
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: found } of flat.matchAll(separator)) {
    parts.push(text.slice(from, index));
    from = index + found.length;
  }
  return [...parts, text.slice(from)];
}

/**
 * Whether a text is linear in the sign #, without a part that is free of it: each term has it in one factor, above the line, and that
 * factor is # itself or such a text in brackets.
 */
function isLinear(text: string): boolean {
  if (text === "0") return true;
  return partsBetween(text.replace(/^-/, ""), / [+-] /g).every((term) => {
    const [factor, another] = partsBetween(term, /\*/g).filter((part) => part.includes("#"));
    if (factor === undefined || another !== undefined) return false;
    const [above = "", ...below] = partsBetween(factor, /\//g);
    if (below.some((part) => part.includes("#"))) return false;
    const inner = /^\((.*)\)$/s.exec(above)?.[1];
    return above === "#" || (inner !== undefined && isEnclosed(above) && isLinear(inner));
  });
}

/** Whether the first bracket closes at the end. */
function isEnclosed(text: string): boolean {
  return partsBetween(text, /\)/g).length === 2 && text.startsWith("(");
}

/** ½(E + E′) and −½E′·(r − r′). */
function ladderEvenPart(
  { exchange, ratio }: { readonly exchange: Quotient; readonly ratio: Quotient },
  ring: Ring,
): { sum: Quotient; difference: Quotient } {
  const back = (q: Quotient): Quotient => ({
    numerator: renamed(q.numerator, ring.exchange),
    denominator: renamed(q.denominator, ring.exchange),
  });
  const [E, R, r, s] = [exchange, back(exchange), ratio, back(ratio)];
  const two: Expanded = new Map([["\0".repeat(ring.count), 2n]]);
  return {
    sum: {
      numerator: plus(times(E.numerator, R.denominator), times(R.numerator, E.denominator)),
      denominator: times(two, times(E.denominator, R.denominator)),
    },
    difference: {
      numerator: times(
        R.numerator,
        plus(times(s.numerator, r.denominator), times(r.numerator, s.denominator), -1n),
      ),
      denominator: times(times(two, R.denominator), times(r.denominator, s.denominator)),
    },
  };
}

/** h(T) = F_L − F_R, F_ν = 1/((1 + σX)k_ν), for two levels and the oscillator: in T, which is taken for the left end's. */
export function hClaim(value: unknown, { certificate, ring, identity }: Examined): true | string {
  const { current } = identity;
  demand(
    certificate.identity === "closed form" && current.kind === "closed" && current.ends !== undefined,
    "h(T) is claimed for a junction that has none",
  );
  const oscillator = certificate.weights === "oscillator";
  demand(oscillator || certificate.weights.length === 1, "h(T) is claimed for a junction that has none");
  const [left, right] = current.ends;
  const one = constantOf(1n, ring.count);
  const statistics = plus(one, left.boltzmann, oscillator ? -1n : 1n);
  // In print stand cosh(omega/(2*T)) and the like: X is put for e^{−energy/(2T)}, and its square for what it was.
  const factors = ring.ends.L.slice(1 + certificate.variables.formalFunctions.length);
  const fine = (p: Expanded): Expanded =>
    factors.reduce((q, x) => replaced(q, x, toThe(variableOf(x, ring.count), 2, ring.count), one), p);
  const halves = ring.energies.map(({ numerator, denominator }) => ({
    numerator,
    denominator: plus(denominator, denominator),
  }));
  const meaning = rateMeaning(certificate, { ...ring, energies: halves }, "L", ring.symbol);
  const back = (p: Expanded): Expanded => fine(renamed(p, ring.exchange));
  const [kL, kR] = [
    { numerator: fine(left.rate.numerator), denominator: fine(left.rate.denominator) },
    { numerator: back(right.rate.numerator), denominator: back(right.rate.denominator) },
  ];
  const h = (): Quotient => ({
    numerator: plus(times(kL.denominator, kR.numerator), times(kR.denominator, kL.numerator), -1n),
    denominator: times(fine(statistics), times(kL.numerator, kR.numerator)),
  });
  return agrees(textOf(value, "expression", "h"), meaning, h, "h");
}

/** What the symbols of the even part are said to stand for. */
function demandMeanings(where: unknown, { certificate, ring, identity }: Examined): void {
  demand(Array.isArray(where), 'the answer\'s "evenPart" does not say what its symbols stand for');
  const found = new Map(
    where.map((x) => [textOf(x, "name", "evenPart"), textOf(x, "meaning", "evenPart")] as const),
  );
  const { variables } = certificate;
  for (const side of ["L", "R"] as const) {
    const T = `T_${side}`;
    variables[side].forEach((name, i) => {
      const meaning = found.get(name);
      const bad = withoutMeaning(name);
      const k = i - 1 - variables.formalFunctions.length;
      if (i === 0) demand(variables.root === 1 || meaning === `${T}^(1/${variables.root})`, bad);
      else if (k < 0) demand(meaning === `${variables.formalFunctions[i - 1] ?? ""}(${T})`, bad);
      else {
        const energy = /^exp\(-(.*)\/(T_[LR])\)$/.exec(meaning ?? "");
        const stated = ring.energies[k];
        demand(energy !== null && energy[2] === T && stated !== undefined, bad);
        demand(equal(readQuotient(energy[1] ?? "", ring.plain), stated), bad);
      }
    });
  }
  const { current } = identity;
  if (current.kind !== "parts") return;
  const [left, right] = current.ends;
  const symbol = (name: string): Quotient | undefined =>
    name === "k_L" ? left.rate : name === "k_R" ? right.rate : ring.plain.symbol(name);
  const { F, Q, E, r } = freeNames(certificate);
  const means = (name: string, value: Quotient, meaning: Meaning): void => {
    const text = found.get(name) ?? "";
    demand(text !== "" && equal(readQuotient(text, meaning), value), withoutMeaning(name));
  };
  const atEnds = { ...ring.plain, symbol };
  means("k_L", left.rate, atEnds);
  means("k_R", right.rate, atEnds);
  means(E, current.parts.exchange, atEnds);
  means(r, current.parts.ratio, atEnds);
  const weights =
    certificate.identity === "parts" && certificate.weights !== "oscillator" ? certificate.weights : [];
  const n = weights.length;
  const inWords = `the sum over n = 1 ... ${n} of |S_n|^2*x^(n-1), over the sum over n = 0 ... ${n} of x^n`;
  if (found.get(`${F}(x)`) !== inWords) means(`${F}(x)`, quotientOf(weights), IN_X);
  const words = new Map([
    [`${Q}(x, y)`, `(${F}(x) - ${F}(y))/(x - y)`],
    ["_rev", "T_L and T_R exchanged"],
  ]);
  for (const [name, text] of words) demand(found.get(name) === text, withoutMeaning(name));
}

const withoutMeaning = (name: string): string =>
  `the answer's "evenPart" does not give the meaning of ${name}`;

/** Formulas in x alone. */
const IN_X: Meaning = {
  count: 1,
  symbol: (name) =>
    name === "x" ? { numerator: variableOf(0, 1), denominator: constantOf(1n, 1) } : undefined,
};

/** F(x) = Σ_{n≥1} |S_n|²·x^{n−1}/Σ_{n≥0} x^n. */
function quotientOf(weights: readonly string[]): Quotient {
  const power = (n: number): Expanded => toThe(variableOf(0, 1), n, 1);
  return {
    numerator: weights.reduce((sum, w, n) => plus(sum, power(n), BigInt(w)), NOTHING),
    denominator: weights.reduce((sum, _, n) => plus(sum, power(n + 1)), power(0)),
  };
}

/** E, F, Q, r and r_rev as they are written where a parameter or an unknown function has such a name. */
function freeNames({ parameters, variables }: Certificate): Record<"E" | "F" | "Q" | "r" | "back", string> {
  const taken = new Set([...parameters.map((p) => p.name), ...variables.formalFunctions]);
  const free = (name: string): string => (taken.has(name) ? `${name}_` : name);
  return { E: free("E"), F: free("F"), Q: free("Q"), r: free("r"), back: free("r_rev") };
}
