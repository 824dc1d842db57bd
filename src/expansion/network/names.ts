/** Names of the symbols in an expanded network, and its polynomials written in them. */
import { type EdgePolynomial } from "../../../symbolic/packed/word-polynomial.js";
import { unpackKey } from "../../../symbolic/network/expansion.js";
import { type LevelsNetwork } from "./expansion.js";
import { symbolLatex } from "../../input/names.js";

/** Names of the network's symbols: never one of the junction's parameters. */
export interface Names {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly c: readonly string[];
  readonly D: string;
  readonly Z: string;
  readonly w: readonly string[];
  readonly z: readonly string[];
  readonly K: (name: string, j: number) => string;
  /** The polynomial beside the i-th mark (from 1) in the numerator of alpha_k; without i where there is one only. */
  readonly N: (k: number, i?: number) => string;
}

/** Names for a network. */
export function namesOf({ model, current }: LevelsNetwork): Names {
  const taken = model.junction.parameters.map((p) => p.name);
  const free = (stem: string): string =>
    taken.some((name) => name === stem || name.startsWith(`${stem}_`))
      ? free(`${stem}${stem.slice(-1)}`)
      : stem;
  const [a, b, c, D, Z, w, z, K, N] = ["a", "b", "c", "D", "Z", "w", "z", "K", "N"].map(free) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const wide = current.levels > 10 ? "_" : "";
  const pairs = (stem: string): string[] =>
    current.edges.map(({ upper, lower }) => `${stem}_${upper}${wide}${lower}`);
  const { energies } = model.field.variables;
  return {
    a: pairs(a),
    b: pairs(b),
    c: pairs(c),
    D,
    Z,
    w: Array.from({ length: current.levels }, (_, l) => `${w}_${l}`),
    z: energies.map((_, i) => (energies.length === 1 ? z : `${z}_${i + 1}`)),
    K: (name, j) => `${K}_${name}_${j}`,
    N: (k, i) => (i === undefined ? `${N}_${k}` : `${N}_${k}_${i}`),
  };
}

export interface Factor {
  readonly name: string;
  readonly power: number;
}

/** c·Π factors, without the sign of c. */
export function term(coefficient: number, factors: readonly Factor[], notation: "text" | "latex"): string {
  const times = notation === "text" ? "*" : " ";
  const body = factors
    .filter(({ power }) => power > 0)
    .map(({ name, power }) => {
      if (notation === "text") return power === 1 ? name : `${name}^${power}`;
      return power === 1 ? symbolLatex(name) : `${symbolLatex(name)}^{${power}}`;
    })
    .join(times);
  const size = Math.abs(coefficient);
  if (body === "") return `${size}`;
  return size === 1 ? body : `${size}${times}${body}`;
}

/** Signed terms put together. */
function joined(parts: readonly { readonly negative: boolean; readonly text: string }[]): string {
  return parts
    .map(({ negative, text }, i) =>
      i === 0 ? `${negative ? "-" : ""}${text}` : ` ${negative ? "-" : "+"} ${text}`,
    )
    .join("");
}

/** A polynomial in s_e (written c) and a_e over an integer that divides it. */
export function polynomialText(
  p: EdgePolynomial,
  content: number,
  radix: number,
  names: Names,
  used: Set<string>,
  notation: "text" | "latex",
): string {
  const edges = names.c.length;
  return joined(
    Array.from(p.keys, (key, t) => {
      const powers = unpackKey(key, radix, edges);
      const factors = names.c.flatMap((name, e) => [
        { name, power: powers.s[e] as number },
        { name: names.a[e] as string, power: powers.a[e] as number },
      ]);
      for (const f of factors) if (f.power > 0) used.add(f.name);
      const coefficient = (p.coefficients[t] as number) / content;
      return { negative: coefficient < 0, text: term(coefficient, factors, notation) };
    }),
  );
}

/** The name of a factor of a mark. */
export function markName(base: string, names: Names): string {
  if (base.startsWith("z")) return names.z[Number(base.slice(1))] as string;
  if (base.startsWith("w")) return names.w[Number(base.slice(1))] as string;
  const [, name = "", j = ""] = base.split(".");
  return names.K(name, Number(j));
}
