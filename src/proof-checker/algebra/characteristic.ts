/**
 * Whether the characteristic polynomial det(W(λ) − G) of levels is the same at −Δ and −λ, for the proof checker: every coefficient of
 * P·C' − P'·C in the powers of Y_i = e^{λ·energy_i} and of G, where P is the determinant with column m multiplied by C_m, the
 * product of its denominators, C = Π C_m, and ' exchanges the temperatures and puts 1/Y for Y.
 */
import { InputError } from "../../input/errors.js";
import { type Transition } from "./levels.js";
import { constantOf, type Expanded, NOTHING, plus, renamed, same, times } from "./polynomial.js";
import { type Quotient } from "./reader.js";
import { coordinates, type Ring } from "./ring.js";

/** Coefficients by the powers of Y and of G, as `1,-1|2`. */
type Graded = ReadonlyMap<string, Expanded>;

/** Determinants of more levels are not expanded. */
const MOST_LEVELS = 6;

/** The coefficients that have to vanish. @throws InputError for more levels than six */
export function characteristicChange(
  size: number,
  transitions: readonly Transition[],
  ring: Ring,
): Expanded[] {
  if (size > MOST_LEVELS)
    throw new InputError(`the characteristic polynomial of ${size} levels is not expanded`, {
      hint: `at most ${MOST_LEVELS} levels`,
    });
  const rank = ring.energies.length;
  const one = constantOf(1n, ring.count);
  const key = (Y: readonly number[], G: number): string => `${Y.join(",")}|${G}`;
  const still = Array.from({ length: rank }, () => 0);
  // jumps[m]: everything that leaves level m.
  const jumps = Array.from(
    { length: size },
    (): { to: number; rate: Quotient; Y: readonly number[] }[] => [],
  );
  for (const { upper, lower, gap, L, R } of transitions) {
    const n = coordinates(ring, gap) ?? still;
    const minus = n.map((e) => (e === 0 ? 0 : -e));
    jumps[lower]?.push({ to: upper, rate: L.up, Y: n }, { to: upper, rate: R.up, Y: still });
    jumps[upper]?.push({ to: lower, rate: L.down, Y: minus }, { to: lower, rate: R.down, Y: still });
  }
  const common = jumps.map((list) => {
    const distinct: Expanded[] = [];
    for (const { rate } of list)
      if (rate.numerator.size > 0 && !distinct.some((d) => same(d, rate.denominator)))
        distinct.push(rate.denominator);
    return distinct.reduce((p, d) => times(p, d), one);
  });
  const cofactor = (m: number, q: Quotient): Expanded => {
    const list = (jumps[m] ?? []).filter((j) => j.rate.numerator.size > 0).map((j) => j.rate.denominator);
    const distinct = list.filter((d, i) => !list.slice(0, i).some((e) => same(d, e)));
    return distinct.filter((d) => !same(d, q.denominator)).reduce((p, d) => times(p, d), q.numerator);
  };
  const entry = (to: number, from: number): Graded => {
    const found = new Map<string, Expanded>();
    const put = (at: string, p: Expanded, k = 1n): void =>
      void found.set(at, plus(found.get(at) ?? NOTHING, p, k));
    for (const jump of jumps[from] ?? []) {
      if (jump.rate.numerator.size === 0) continue;
      const p = cofactor(from, jump.rate);
      if (to === from) put(key(still, 0), p, -1n);
      else if (jump.to === to) put(key(jump.Y, 0), p);
    }
    if (to === from) put(key(still, 1), common[from] as Expanded, -1n);
    return found;
  };
  let minors = new Map<number, Graded>([[0, new Map([[key(still, 0), one]])]]);
  for (let row = 0; row < size; row++) {
    const next = new Map<number, Map<string, Expanded>>();
    for (const [columns, minor] of minors)
      for (let c = 0; c < size; c++) {
        if (columns & (1 << c)) continue;
        const own = entry(row, c);
        if (own.size === 0) continue;
        const at = columns | (1 << c);
        const into = next.get(at) ?? new Map<string, Expanded>();
        next.set(at, into);
        let passed = 0;
        for (let i = c + 1; i < size; i++) if (columns & (1 << i)) passed++;
        const sign = passed % 2 === 0 ? 1n : -1n;
        for (const [k, a] of own)
          for (const [l, b] of minor) {
            const m = combined(k, l);
            into.set(m, plus(into.get(m) ?? NOTHING, times(a, b), sign));
          }
      }
    minors = next;
  }
  const P = minors.get((1 << size) - 1) ?? new Map<string, Expanded>();
  const C = common.reduce((p, q) => times(p, q), one);
  const back = renamed(C, ring.exchange);
  const list: Expanded[] = [];
  const keys = new Set([...P.keys(), ...[...P.keys()].map(mirrored)]);
  for (const k of keys) {
    const here = times(P.get(k) ?? NOTHING, back);
    const there = times(renamed(P.get(mirrored(k)) ?? NOTHING, ring.exchange), C);
    const change = plus(here, there, -1n);
    if (change.size > 0) list.push(change);
  }
  return list;
}

/** The powers of a product. */
function combined(k: string, l: string): string {
  const [[Y = "", G = "0"], [Z = "", H = "0"]] = [k.split("|"), l.split("|")];
  const other = Z.split(",");
  const sum =
    Y === ""
      ? ""
      : Y.split(",")
          .map((e, i) => Number(e) + Number(other[i]))
          .join(",");
  return `${sum}|${Number(G) + Number(H)}`;
}

/** 1/Y for Y. */
function mirrored(k: string): string {
  const [Y = "", G = "0"] = k.split("|");
  const back =
    Y === ""
      ? ""
      : Y.split(",")
          .map((e) => (e === "0" ? "0" : `${-Number(e)}`))
          .join(",");
  return `${back}|${G}`;
}
