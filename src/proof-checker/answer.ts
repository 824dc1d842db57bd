/**
 * The answer of `conditions --json` around a certificate: which of its claims follow from the proof and were checked, and
 * which lie outside it. A claim that is checked and false rejects the answer.
 */
import { type Certificate } from "../certificate/format.js";
import { checkProofAnd, type Examined, type ProofCheck } from "./check.js";
import { classOf } from "./class.js";
import { directionAgrees } from "./direction.js";
import { demand, type Expanded, plus, renamed, same, times } from "./algebra/polynomial.js";
import { lowestEvenOrder } from "./order.js";
import { type Meaning, type Quotient, readQuotient } from "./algebra/reader.js";
import { type Ring } from "./algebra/ring.js";
import { InputError } from "../input/errors.js";

/** What the checker found of an answer. */
export interface AnswerCheck extends ProofCheck {
  /** Keys of the answer whose content was checked against the proof. */
  readonly checked: readonly string[];
  /** Keys, or parts of them, of which the proof says nothing, with the reason. */
  readonly outside: readonly string[];
}

/** Checks an answer with its certificate under `proof`. @throws InputError as `checkProof` does */
export function checkAnswer(answer: ReadonlyMap<string, unknown>): AnswerCheck {
  const checked: string[] = [];
  const outside: string[] = [];
  const result = checkProofAnd(answer.get("proof"), (examined) => {
    for (const [key, value] of answer) {
      if (key === "proof") continue;
      const verdict = CLAIMS.get(key)?.(value, examined, answer);
      if (verdict === true) checked.push(key);
      else outside.push(verdict === undefined ? key : `${key}: ${verdict}`);
      if (verdict === true && entry(value, "latex") !== undefined) outside.push(`${key}.latex`);
    }
    for (const key of ["junction", "rectifies", "vanishesIff"])
      demand(answer.has(key), `the answer's "${key}" is missing`);
  });
  return { ...result, checked, outside };
}

/** True if the claim was checked; else why it is not, or not wholly. @throws ProofError if it is false */
type Claim = (value: unknown, examined: Examined, answer: ReadonlyMap<string, unknown>) => true | string;

const wrong = (key: string): string => `the answer's "${key}" is not what is proved`;

const verbatim =
  (key: "junction" | "rectifies" | "vanishesIff"): Claim =>
  (value, { certificate }) => {
    demand(JSON.stringify(value) === JSON.stringify(certificate[key]), wrong(key));
    return true;
  };

const CLAIMS = new Map<string, Claim>([
  ["junction", verbatim("junction")],
  ["rectifies", verbatim("rectifies")],
  [
    "vanishesIff",
    (value, examined, answer) => {
      verbatim("vanishesIff")(value, examined, answer);
      return examined.certificate.rectifies === "undecided"
        ? "the raw equations are necessary; that they suffice is not proved"
        : true;
    },
  ],
  ["type", typeClaim],
  ["lowestEvenOrder", orderClaim],
  ["evenPart", evenPartClaim],
  ["h", hClaim],
  ["direction", directionAgrees],
  ["exceptions", everywhereClaim((value) => Array.isArray(value) && value.length === 0)],
  ["validFor", everywhereClaim((value) => value === "all energies")],
  ["assume", () => "the equations are in the couplings and rates shown above; their text is not compared"],
]);

function typeClaim(value: unknown, { certificate, ring, identity }: Examined): true | string {
  const { rectifies } = certificate;
  if (rectifies === "never" || rectifies === "undecided") {
    demand(value === null, wrong("type"));
    return true;
  }
  if (certificate.identity === "levels")
    return "the class of general levels is not worked out by the checker";
  const found = classOf(ring, identity.current, identity.consequences);
  if (found !== undefined) {
    demand(value === found, `${wrong("type")}: it is ${found}`);
    return true;
  }
  demand(value === "A" || value === "A and B", wrong("type"));
  return "not B alone; which of A, and A and B, is not worked out by the checker";
}

function orderClaim(value: unknown, { certificate, ring, identity }: Examined): true | string {
  const found = lowestEvenOrder(certificate, ring, identity.current);
  if (found === undefined) return "not worked out by the checker";
  demand(value === found, `${wrong("lowestEvenOrder")}: it is ${String(found)}`);
  return true;
}

const entry = (value: unknown, key: string): unknown =>
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

function evenPartClaim(value: unknown, examined: Examined): true | string {
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

/** Whether each term outside brackets holds the sign # once, as a factor outside brackets. */
function isLinear(text: string): boolean {
  let depth = 0;
  let flat = "";
  for (const sign of text) {
    if (sign === ")") depth--;
    if (depth === 0) flat += sign;
    else if (sign === "#") return false;
    if (sign === "(") depth++;
  }
  if (flat === "0") return true;
  return flat
    .replace(/^-/, "")
    .split(/ [+-] /)
    .every((term) => term.split("#").length === 2 && term.split("*").some((x) => /^#(\/.*)?$/.test(x)));
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

/** h(T) = F_L − F_R at the left end's temperature, F_ν = 1/((1 + σX)k_ν), for two levels and the oscillator. */
function hClaim(value: unknown, { certificate, ring, identity }: Examined): true | string {
  const { current } = identity;
  demand(
    certificate.identity === "closed form" && current.kind === "closed" && current.ends !== undefined,
    "h(T) is claimed for a junction that has none",
  );
  const oscillator = certificate.weights === "oscillator";
  demand(oscillator || certificate.weights.length === 1, "h(T) is claimed for a junction that has none");
  const [left, right] = current.ends;
  const one: Expanded = new Map([["\0".repeat(ring.count), 1n]]);
  const statistics = plus(one, left.boltzmann, oscillator ? -1n : 1n);
  const kR = {
    numerator: renamed(right.rate.numerator, ring.exchange),
    denominator: renamed(right.rate.denominator, ring.exchange),
  };
  const h = (): Quotient => ({
    numerator: plus(
      times(left.rate.denominator, kR.numerator),
      times(kR.denominator, left.rate.numerator),
      -1n,
    ),
    denominator: times(statistics, times(left.rate.numerator, kR.numerator)),
  });
  return agrees(textOf(value, "expression", "h"), ring.plain, h, "h");
}

/** With one energy, or where heat is never rectified, the verdict has no exceptions among the energies. */
function everywhereClaim(plain: (value: unknown) => boolean): Claim {
  return (value, { certificate }) => {
    if (certificate.variables.energies.length > 1 && certificate.rectifies !== "never")
      return "the proof is for energies without integer relations";
    demand(plain(value), "exceptions are claimed where the proof has none");
    return true;
  };
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
      const bad = `the answer's "evenPart" does not give the meaning of ${name}`;
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
  const free = freeNames(certificate);
  const means = (name: string, value: Quotient): void => {
    const text = found.get(name) ?? "";
    demand(
      text !== "" && equal(readQuotient(text, { ...ring.plain, symbol }), value),
      `the answer's "evenPart" does not give the meaning of ${name}`,
    );
  };
  const { F, Q, r, back } = free;
  means("k_L", left.rate);
  means("k_R", right.rate);
  means(r, current.parts.ratio);
  const n = certificate.identity === "parts" ? certificate.weights.length : 0;
  const words = new Map([
    [back, `${r} with T_L and T_R exchanged`],
    [`${F}(${r})`, `sum over n = 1 ... ${n} of |S_n|^2*${r}^(n-1), over sum over n = 0 ... ${n} of ${r}^n`],
    [`${Q}(${r}, ${back})`, `(${F}(${r}) - ${F}(${back}))/(${r} - ${back})`],
  ]);
  for (const [name, text] of words)
    demand(found.get(name) === text, `the answer's "evenPart" does not give the meaning of ${name}`);
}

/** F, Q, r and r_rev as they are written where a parameter has such a name. */
function freeNames({ parameters }: Certificate): { F: string; Q: string; r: string; back: string } {
  const free = (name: string): string => (parameters.some((p) => p.name === name) ? `${name}_` : name);
  return { F: free("F"), Q: free("Q"), r: free("r"), back: free("r_rev") };
}
