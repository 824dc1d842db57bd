/**
 * The direction of rectification: every stated region and bound against the certified contrast at random points, which
 * shares no code with the derivation.
 */
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { evaluateCertified } from "../../../../numeric/junction/evaluate-certified.js";
import { type ExactNumber } from "../../../../symbolic/expression/expression.js";
import { allPairs } from "../../../../src/cli/commands/conditions.js";
import { conditions } from "../../../../src/conditions/conditions.js";
import { directionLines } from "../../../../src/conditions/print/direction.js";
import {
  compareExact,
  exactNumber,
  formatExactNumber,
  multiplyExact,
} from "../../../../src/input/exact-number.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { numericModel } from "../../../../src/model/model.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";

const math = create(all ?? {}, {});

type Point = ReadonlyMap<string, ExactNumber>;

/** mulberry32: small, seeded. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** C for T_L = hot, T_R = cold. */
function contrast(j: Junction, point: Point, hot: ExactNumber, cold: ExactNumber): number {
  const numeric = numericModel(j);
  if (numeric.kind !== "ladder") throw new Error("a ladder");
  const difference = exactNumber(
    hot.numerator * cold.denominator - cold.numerator * hot.denominator,
    hot.denominator * cold.denominator,
  );
  const sum = exactNumber(
    hot.numerator * cold.denominator + cold.numerator * hot.denominator,
    hot.denominator * cold.denominator,
  );
  const at = new Map([...point, ["T_a", sum] as const, ["Delta", difference] as const]);
  return Number(evaluateCertified(numeric.model, at, 12).contrast);
}

const scope = (point: Point): Record<string, number> =>
  Object.fromEntries([...point].map(([name, x]) => [name, Number(x.numerator) / Number(x.denominator)]));

const holds = (where: readonly string[], point: Point): boolean =>
  where.every((relation) => math.evaluate(relation.replace(" = ", " == "), scope(point)) === true);

/** Parameters of a region without equalities, with δ of a size that leaves temperatures of order 1 to the metals. */
function pointsIn(j: Junction, where: readonly string[], count: number, random: () => number): Point[] {
  const found: Point[] = [];
  for (let tries = 0; tries < 20_000 && found.length < count; tries++) {
    const point = new Map(
      j.parameters.map((p) => {
        const size = exactNumber(1 + Math.floor(random() * 32), 8);
        const sign = p.assumption === "real" && random() < 0.5 ? -1 : 1;
        return [p.name, multiplyExact(size, exactNumber(sign))] as const;
      }),
    );
    if (holds(where, point)) found.push(point);
  }
  return found;
}

/** The smallest T_max of the metals; 8 where they have none. */
function hottest(point: Point): { T: ExactNumber; metal: boolean } {
  const limits = ["L", "R"].flatMap((side) => {
    const [delta, mu] = [point.get(`delta_${side}`), point.get(`mu_${side}`)];
    if (!delta || !mu || delta.numerator >= 0n) return [];
    return [exactNumber(mu.numerator * delta.denominator, -delta.numerator * mu.denominator)];
  });
  const [first, ...others] = limits;
  if (!first) return { T: exactNumber(8), metal: false };
  return { T: others.reduce((a, b) => (compareExact(a, b) < 0 ? a : b), first), metal: true };
}

const strict = (where: readonly string[]): boolean => where.every((e) => !/ = /.test(e));

describe("direction", () => {
  it("agrees with the certified contrast at random points of every region of the 18 junctions", () => {
    const random = generator(1873);
    const compared = { monotone: 0, ends: 0 };
    for (const j of allPairs()) {
      for (const region of conditions(j).direction?.regions ?? []) {
        if (!strict(region.where)) continue;
        const points = pointsIn(j, region.where, 3, random);
        // thin regions of many inequalities may escape; the table below holds them
        for (const point of points) {
          const { T, metal } = hottest(point);
          const pair = (hot: number, cold: number): number =>
            contrast(
              j,
              point,
              multiplyExact(T, exactNumber(hot, 1024)),
              multiplyExact(T, exactNumber(cold, 1024)),
            );
          const label = [
            j.name,
            ...region.where,
            [...point].map(([n, x]) => `${n}=${formatExactNumber(x)}`).join(),
          ];
          if (region.betterWhenHot !== undefined) {
            const cold = 1 + Math.floor(random() * 1000);
            const hot = cold + 1 + Math.floor(random() * (1020 - cold));
            expect([...label, Math.sign(pair(hot, cold))]).toEqual([
              ...label,
              region.betterWhenHot === "left" ? 1 : -1,
            ]);
            compared.monotone++;
          }
          // near T_max of a metal, where there is one
          if (region.betterWhenHot === undefined && region.nearMaximum !== undefined && metal) {
            const C = contrast(
              j,
              point,
              multiplyExact(T, exactNumber(10 ** 6 - 1, 10 ** 6)),
              multiplyExact(T, exactNumber(10 ** 6 - 2, 10 ** 6)),
            );
            expect([...label, Math.sign(C)]).toEqual([...label, region.nearMaximum === "left" ? 1 : -1]);
            compared.ends++;
          }
        }
      }
    }
    expect(compared.monotone).toBeGreaterThan(80);
    expect(compared.ends).toBeGreaterThan(15);
  });

  it("where h is not monotone the contrast has both signs, at temperatures on both sides of a change", () => {
    const j = parseShorthand("solid-TLS-metal");
    const point = new Map(
      Object.entries({ Gamma_L: 24, Gamma_R: 12, delta_R: -6, mu_R: 32, omega: 4 }).map(
        ([name, n]) => [name, exactNumber(n, 8)] as const,
      ),
    );
    const [region, ...others] = conditions(j, point).direction?.regions ?? [];
    expect(others).toEqual([]);
    expect(region).toMatchObject({ h: "not monotone", nearZero: "left", nearMaximum: "left" });
    const changes = (region?.changes ?? []).map((t) =>
      exactNumber(BigInt(Math.round(Number(t) * 1e6)), 1_000_000n),
    );
    expect(changes).toHaveLength(2);
    // a narrow bias on both sides of each change
    const sign = (T: ExactNumber, factor: number): number =>
      Math.sign(
        contrast(
          j,
          point,
          multiplyExact(T, exactNumber(factor + 1, 10_000)),
          multiplyExact(T, exactNumber(factor, 10_000)),
        ),
      );
    expect(changes.map((T) => [sign(T, 9_900), sign(T, 10_100)])).toEqual([
      [1, -1],
      [-1, 1],
    ]);
  });

  it("is stated for all parameters where the metal heats up, and split where it cools, as worked out by hand", () => {
    const lines = (name: string): string[] =>
      (conditions(parseShorthand(name)).direction?.regions ?? [])
        .filter((r) => strict(r.where))
        .map((r) => `${r.where.join(", ")}: ${r.h} ${r.nearZero ?? ""} ${r.nearMaximum ?? ""}`.trim());
    expect(lines("spin-TLS-solid")).toEqual([": increasing"]);
    // h = 1/Υ − t/(Γm): falls at both ends; monotone iff |δ|ω/μ ≥ max x²/(x + sinh x)
    expect(lines("spin-TLS-metal")).toEqual(["delta_R >= 0: increasing", "delta_R < 0: depends left left"]);
    // h = t(1/Γ_L − 1/(Γ_R m)): for δ > 0 rises at T → 0, and falls to 0 from above
    expect(lines("solid-TLS-metal").filter((x) => !x.includes("= 0"))).toEqual([
      "delta_R > 0: not monotone right left",
      "delta_R < 0, Gamma_L > Gamma_R: depends left left",
      "delta_R < 0, Gamma_L <= Gamma_R: decreasing",
    ]);
    // h = 1/(Γ_L m_L) − 1/(Γ_R m_R): dh/dT has the sign of a linear function of T
    const metals = lines("metal-HO-metal");
    expect(metals.filter((x) => /depends|undecided/.test(x))).toEqual([]);
    expect(metals.filter((x) => x.startsWith("delta_L > 0, delta_R > 0"))).toHaveLength(6);
  });

  it("the threshold of spin-TLS-metal is max x²/(x + sinh x) = 0.7323…", () => {
    const j = parseShorthand("spin-TLS-metal");
    const h = (omega: number): unknown =>
      conditions(
        j,
        new Map([
          ["delta_R", exactNumber(-1)],
          ["mu_R", exactNumber(1)],
          ["omega", exactNumber(omega, 10_000)],
        ]),
      ).direction?.regions.map((r) => r.h);
    const maximum = Math.max(
      ...Array.from({ length: 4000 }, (_, i) => (i + 1) / 500).map((x) => x ** 2 / (x + Math.sinh(x))),
    );
    expect(h(Math.ceil(maximum * 10_000) + 2)).toEqual(["decreasing"]);
    expect(h(Math.floor(maximum * 10_000) - 2)).toEqual(["not monotone"]);
  });

  it("of unknown laws is undecided, but a constant k_L/k_R bounds the contrast", async () => {
    const file = (left: string, right: string): Promise<Junction> =>
      parseJunctionFile(
        JSON.stringify({
          left: { bath: "law", rate: left },
          right: { bath: "law", rate: right },
          subsystem: { kind: "TLS", gap: "omega" },
        }),
      );
    const same = conditions(await file("c*g(T)", "g(T)")).direction;
    expect(same?.regions.map((r) => r.h)).toEqual(["undecided"]);
    expect(same?.bounds.map((b) => b.text)).toEqual(["|(1 - c)/(1 + c)|"]);
    expect(conditions(await file("f(T)", "g(T)")).direction?.bounds).toEqual([]);
  });
});

describe("the bound on |C|", () => {
  it("holds at random points, and is reached in a limit where it is called sharp, for every junction", () => {
    const random = generator(1931);
    let compared = 0;
    for (const j of allPairs()) {
      const { direction } = conditions(j);
      for (const { where, text, sharp } of direction?.bounds ?? []) {
        // C is 0 where δ = 0 is not drawn; equalities are not drawn
        if (!strict(where)) continue;
        for (const point of pointsIn(j, where, 3, random)) {
          const { T, metal } = hottest(point);
          const bound = math.evaluate(text.replace(/\|([^|]*)\|/g, "abs($1)"), scope(point)) as number;
          const label = [
            j.name,
            ...where,
            text,
            [...point].map(([n, x]) => `${n}=${formatExactNumber(x)}`).join(),
          ];
          for (let n = 0; n < 4; n++) {
            const cold = 1 + Math.floor(random() * 500);
            const hot = cold + 1 + Math.floor(random() * (1020 - cold));
            const C = contrast(
              j,
              point,
              multiplyExact(T, exactNumber(hot, 1024)),
              multiplyExact(T, exactNumber(cold, 1024)),
            );
            expect([...label, Math.abs(C) < bound]).toEqual([...label, true]);
            compared++;
          }
          expect([...label, sharp]).toEqual([...label, true]);
          // hot towards the end of the range, cold towards both ends of what is left
          const end = metal
            ? multiplyExact(T, exactNumber(10n ** 9n - 1n, 10n ** 9n))
            : exactNumber(10n ** 12n);
          const largest = Math.max(
            ...[exactNumber(1, 20_000), exactNumber(1, 2), exactNumber(10n ** 6n)].flatMap((cold) =>
              compareExact(cold, end) < 0 ? [Math.abs(contrast(j, point, end, cold))] : [],
            ),
          );
          expect([...label, largest > 0.98 * bound]).toEqual([...label, true]);
        }
      }
    }
    expect(compared).toBeGreaterThan(150);
  });

  it("has the closed forms that were worked out by hand", () => {
    const bounds = (name: string): string[] =>
      (conditions(parseShorthand(name)).direction?.bounds ?? []).map(
        (b) => `${b.where.join(", ")}: ${b.text}`,
      );
    expect(bounds("solid-TLS-solid")).toEqual([": |(Gamma_L - Gamma_R)/(Gamma_L + Gamma_R)|"]);
    expect(bounds("spin-HO-spin")).toEqual([": |(Upsilon_L - Upsilon_R)/(Upsilon_L + Upsilon_R)|"]);
    // F_L = 1/Υ, F_R between 1/Γ and 0
    expect(bounds("spin-TLS-solid")).toEqual([": Upsilon_L/(Upsilon_L + 2*Gamma_R)"]);
    expect(bounds("solid-HO-metal")).toEqual([
      "delta_R > 0: Gamma_L/(Gamma_L + 2*Gamma_R)",
      "delta_R < 0: 1",
    ]);
    expect(bounds("spin-HO-solid")).toEqual([": 1"]);
  });
});

describe("the words", () => {
  it("name the region, the end, and where dh/dT changes its sign; boundaries of long lists are left to --all-regions", () => {
    const lines = (name: string): string =>
      directionLines(conditions(parseShorthand(name)).direction ?? { regions: [], bounds: [] }).join("\n");
    expect(lines("solid-TLS-spin")).toContain(
      "direction       h is decreasing: more heat flows when the left end is hot",
    );
    expect(lines("spin-TLS-metal")).toMatch(/h rises at a temperature T_L iff .* > 0/);
    expect(lines("metal-HO-metal").replace(/\s+/g, " ")).toMatch(
      /and \d+ .*with an equality between parameters: --all-regions lists them/,
    );
  });
});
