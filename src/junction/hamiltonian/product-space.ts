/** The parts of a product space, and what sx(1), ad(2) and the like are there. */
import { constant } from "../../../symbolic/fraction/rational-function.js";
import { InputError, excerpt } from "../../input/errors.js";
import { type Element, normalRoot, type Operator } from "./operator-matrix.js";

/** Functions of a site number that a Hamiltonian may call. */
export const OPERATORS: readonly string[] = ["sx", "sz", "sp", "sm", "a", "ad", "n", "x"];

/** One factor of the product space. */
export interface Site {
  readonly kind: "spin" | "oscillator" | "levels";
  readonly size: number;
}

/** Reads `spin`, `oscillator:4`, `levels:3`. @throws InputError */
export function parseSite(text: string): Site {
  const [kind, size, ...rest] = text.trim().toLowerCase().split(":");
  const count = size !== undefined && /^\d{1,4}$/.test(size) ? Number(size) : undefined;
  if (kind === "spin" && size === undefined && rest.length === 0) return { kind, size: 2 };
  if (
    (kind === "oscillator" || kind === "levels") &&
    count !== undefined &&
    count >= 2 &&
    rest.length === 0
  ) {
    return { kind, size: count };
  }
  throw new InputError(`${excerpt(text)} is no part of a product`, {
    hint: "parts are spin, oscillator:M or levels:M with M >= 2",
  });
}

/** ⟨m|O|k⟩ of one part: rational coefficient and radicand. Spins: state 0 is up, sz = +1. */
function siteElement(
  name: string,
  { kind, size }: Site,
  m: number,
  k: number,
): { c: bigint; r: bigint } | undefined {
  const one = { c: 1n, r: 1n };
  const spin = kind === "spin";
  const step = BigInt(kind === "oscillator" ? Math.max(m, k) : 1);
  switch (name) {
    case "sz":
      return spin && m === k ? { c: m === 0 ? 1n : -1n, r: 1n } : undefined;
    case "sx":
      return spin && m !== k ? one : undefined;
    case "sp":
      return spin && m === 0 && k === 1 ? one : undefined;
    case "sm":
      return spin && m === 1 && k === 0 ? one : undefined;
    case "n":
      return m === k ? { c: BigInt(spin ? 1 - m : m), r: 1n } : undefined;
    case "x":
      return Math.abs(m - k) === 1 && m < size && k < size ? { c: 1n, r: step } : undefined;
    case "a":
      return !spin && k === m + 1 ? { c: 1n, r: step } : undefined;
    default:
      return !spin && m === k + 1 ? { c: 1n, r: step } : undefined;
  }
}

/** The operator of one part in the product space. @throws InputError where the part has no such operator */
export function siteOperator(name: string, site: Site, stride: number, states: number): Operator {
  const spinOnly = name === "sx" || name === "sz" || name === "sp" || name === "sm";
  const notSpin = name === "a" || name === "ad";
  if ((spinOnly && site.kind !== "spin") || (notSpin && site.kind === "spin"))
    throw new InputError(`${name} does not act on ${site.kind === "spin" ? "a spin" : `an ${site.kind}`}`);
  return Array.from({ length: states }, (_, row) => {
    const m = Math.floor(row / stride) % site.size;
    const entries = new Map<number, Element>();
    for (let k = 0; k < site.size; k++) {
      const found = siteElement(name, site, m, k);
      if (!found || found.c === 0n) continue;
      entries.set(row + (k - m) * stride, normalRoot(found.r, constant(found.c)));
    }
    return entries;
  });
}
