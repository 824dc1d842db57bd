import { draws } from "../../effort.js";
import { describe, expect, it } from "vitest";
import { checkProof } from "../../../src/proof-checker/check.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { exactNumber } from "../../../src/input/exact-number.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";

type Random = () => number;

/** mulberry32: small, seeded. */
function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Baths whose parameters carry the mark of their end; without a mark they are the same at both ends. */
const BATHS: readonly ((mark: string) => Record<string, string>)[] = [
  (m) => ({ bath: "spin", coupling: `Upsilon${m}` }),
  (m) => ({ bath: "solid", coupling: `Gamma${m}` }),
  (m) => ({ bath: "custom", rate: `a${m}*T` }),
  (m) => ({ bath: "custom", rate: `a${m}*coth(omega/(2*T))` }),
  (m) => ({ bath: "custom", rate: `a${m}*(1 + T)*n_B` }),
  (m) => ({ bath: "metal", coupling: `Gamma${m}`, delta: `delta${m}`, mu: `mu${m}` }),
];
/** The first of them, whose closed forms with three levels are short. */
const SHORT = 4;

const LONG_LADDERS = [
  { kind: "ladder", levels: 9 },
  { kind: "ladder", levels: 150 },
  { kind: "spin", S: "7/2" },
  { kind: "spin", S: "40" },
];

/** Two or three levels at multiples of one gap, so that no relation between energies is special. */
function levels(random: Random): object {
  const coupling = (): string[][] => {
    const [a, b, c] = [pick(random, ["1", "2"]), pick(random, ["1", "1/2"]), pick(random, ["0", "0", "1"])];
    return [
      ["0", a, c],
      [a, "0", b],
      [c, b, "0"],
    ];
  };
  const energies = ["0", "omega", pick(random, ["2*omega", "3*omega"])];
  return random() < 0.7
    ? { kind: "levels", energies, S: coupling() }
    : { kind: "levels", energies, S_L: coupling(), S_R: coupling() };
}

/** |J(Δ) + J(−Δ)| ≤ 10^-60 |J(Δ)|, from certified decimals of 62 digits. */
function cancels(a: string, b: string): boolean {
  const scaled = (text: string): [bigint, number] => {
    const [mantissa = "", e = "0"] = text.split("e");
    const [whole = "", places = ""] = mantissa.split(".");
    return [BigInt(whole + places), Number(e) - places.length];
  };
  const [[x, m], [y, n]] = [scaled(a), scaled(b)];
  const low = Math.min(m, n);
  const [J, back] = [x * 10n ** BigInt(m - low), y * 10n ** BigInt(n - low)];
  const [sum, size] = [J + back, J].map((v) => (v < 0n ? -v : v)) as [bigint, bigint];
  return sum * 10n ** 60n <= size;
}

describe.each([
  ["long ladders", draws(60, 25), BATHS, (random: Random): object => pick(random, LONG_LADDERS)],
  ["levels", draws(60, 25), BATHS.slice(0, SHORT), levels],
] as const)("random junctions with %s", (_, count, baths, subsystem) => {
  it("are decided in agreement with 60 certified digits, with certificates that the checker accepts", async () => {
    const random = generator(4347);
    const verdicts = new Set<string>();
    let built = 0;
    for (let i = 0; i < count; i++) {
      const chosen = subsystem(random);
      const mirror = i % 4 === 0 && !("S_L" in chosen);
      const [left, right] = [pick(random, baths), pick(random, baths)];
      const file = JSON.stringify({
        left: left(mirror ? "" : "_L"),
        right: (mirror ? left : right)(mirror ? "" : "_R"),
        subsystem: chosen,
      });
      const junction = await parseJunctionFile(file);
      const c = conditions(junction);
      const { rectifies } = c.verdict;
      verdicts.add(rectifies);
      if (mirror) {
        built++;
        expect([file, rectifies]).toEqual([file, "never"]);
      }
      const { accepted, reason } = checkProof(JSON.parse(JSON.stringify(c.certificate)));
      expect([file, accepted, reason]).toEqual([file, true, undefined]);
      // different numbers for different parameters: random points then miss the zeros of a polynomial
      const point = new Map(
        junction.parameters.map(({ name }, k) => [
          name,
          exactNumber(1 + 3 * k + Math.floor(random() * 3), 8),
        ]),
      );
      point.set("T_a", exactNumber(3)).set("Delta", exactNumber(1 + Math.floor(random() * 9), 8));
      const at = evaluateAt(junction, point, 62);
      expect([file, cancels(at.J, at.J_reversed)]).toEqual([file, rectifies === "never"]);
    }
    expect(built).toBeGreaterThanOrEqual(count / 6);
    expect([...verdicts].sort()).toEqual(["always", "conditionally", "never"]);
  }, 120_000);
});
