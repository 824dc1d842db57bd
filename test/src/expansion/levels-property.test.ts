/**
 * Exact currents of random N-level junctions against an independent numeric solution: rates from (13), (16), (17),
 * (19) written out here in 60 digits, steady state by GTH elimination, which shares no code with the exact layer.
 */
import { draws } from "../../effort.js";
import { all, type BigNumber, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { levelCurrents } from "../../../numeric/levels/currents.js";
import { decimalArithmetic } from "../../../numeric/arithmetic/semifield.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { boltzmannIndex, temperatureIndex, variableCount } from "../../../symbolic/thermal/variables.js";
import { metalBath, solidBath, spinBath, type Bath, type Side } from "../../../src/junction/bath.js";
import { number, product, symbol } from "../../../src/expression/tree.js";
import { exactCurrent } from "../../../src/exact/ladder-current.js";
import { junction } from "../../../src/junction/junction.js";
import { generalLevels } from "../../../src/junction/levels.js";
import { type ExactCurrent } from "../../../src/exact/thermal-field.js";
import { randomSource } from "../../../src/input/random-source.js";

const math = create(all!, { number: "BigNumber", precision: 60 });
const big = (n: bigint | number, d: bigint | number = 1): BigNumber =>
  math.bignumber(String(n)).div(math.bignumber(String(d)));
const ONE = big(1);

type Kind = "spin" | "solid" | "ohmic" | "metal";

/** A junction as small integers: couplings and matrix elements are n/4. */
interface Draw {
  readonly energies: readonly number[];
  readonly S: Readonly<Record<Side, readonly (readonly number[])[]>>;
  readonly kind: Readonly<Record<Side, Kind>>;
  readonly coupling: Readonly<Record<Side, number>>;
}

/** Whether the rate equation holds: no bath drives two levels of one energy together (docs/levels.md). */
function keepsCoherencesApart({ energies, S }: Draw): boolean {
  return [S.L, S.R].every((matrix) =>
    matrix.every((row, i) =>
      matrix.every(
        (other, j) =>
          i === j ||
          energies[i] !== energies[j] ||
          row.every((x, m) => m === j || m === i || x * other[m]! === 0),
      ),
    ),
  );
}

/** The next draw of n levels for which the rate equation holds. */
function admitted(random: () => number, n: number): Draw {
  for (;;) {
    const next = draw(random, n);
    if (keepsCoherencesApart(next)) return next;
  }
}

/** Random topology: a random spanning tree, each edge held by one bath or both, and some more edges. */
function draw(random: () => number, n: number): Draw {
  const integer = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const energies = Array.from({ length: n }, () => integer(0, 4));
  if (energies.every((e) => e === energies[0])) energies[0] = 5;
  const kinds: Kind[] = ["spin", "solid", "ohmic", "metal"];
  const kind = { L: kinds[integer(0, 3)] as Kind, R: kinds[integer(0, 3)] as Kind };
  const zeros = (): number[][] => energies.map(() => energies.map(() => 0));
  const S = { L: zeros(), R: zeros() };
  const set = (side: Side, i: number, j: number): void => {
    // A flat solid or metal has no rate between levels of one energy.
    if (energies[i] === energies[j] && (kind[side] === "solid" || kind[side] === "metal")) return;
    const element = (integer(1, 6) * (random() < 0.5 ? 1 : -1)) / 4;
    (S[side][i] as number[])[j] = (S[side][j] as number[])[i] = element;
  };
  const sameEnergyAllowed =
    kind.L === "spin" || kind.L === "ohmic" || kind.R === "spin" || kind.R === "ohmic";
  for (let i = 1; i < n; i++) {
    const partners = Array.from({ length: i }, (_, j) => j).filter(
      (j) => sameEnergyAllowed || energies[j] !== energies[i],
    );
    // Without a partner of another energy the level joins at level 0's energy plus one.
    if (partners.length === 0) {
      energies[i] = (energies[0] as number) + 1;
      partners.push(0);
    }
    const j = partners[integer(0, partners.length - 1)] as number;
    const choice = integer(0, 2);
    if (choice !== 1) set("L", i, j);
    if (choice !== 0) set("R", i, j);
    if (S.L[i]?.[j] === 0 && S.R[i]?.[j] === 0) {
      set("L", i, j);
      set("R", i, j);
    }
  }
  for (let extra = integer(0, n); extra > 0; extra--) {
    const [i, j] = [integer(0, n - 1), integer(0, n - 1)];
    if (i !== j) set(random() < 0.5 ? "L" : "R", i, j);
  }
  return { energies, S, kind, coupling: { L: integer(1, 8), R: integer(1, 8) } };
}

function exactSide({ energies, S, kind, coupling }: Draw): ExactCurrent {
  const bath = (side: Side): Bath => {
    const c = number(coupling[side], 4);
    const make = {
      spin: () => spinBath(side, c),
      solid: () => solidBath(side, c),
      ohmic: () => solidBath(side, product(c, symbol("omega"))),
      metal: () => metalBath(side, c, number(1, 5), number(1)),
    };
    return make[kind[side]]();
  };
  const matrix = (side: Side) => S[side].map((row) => row.map((x) => number(Math.round(4 * x), 4)));
  const levels = generalLevels(
    energies.map((e) => number(e)),
    { S: undefined, S_L: matrix("L"), S_R: matrix("R") },
  );
  return exactCurrent(junction(bath("L"), levels, bath("R")));
}

function evaluate({ variables: v, current }: ExactCurrent, T: Readonly<Record<Side, BigNumber>>): BigNumber {
  expect(v.parameters).toEqual([]);
  const values: BigNumber[] = [];
  for (const side of ["L", "R"] as const) {
    values[temperatureIndex(v, side)] = T[side];
    v.energies.forEach((b, i) => {
      const energy = big(b.numerator as bigint, b.denominator);
      values[boltzmannIndex(v, side, i)] = energy.div(T[side]).neg().exp();
    });
  }
  const polynomial = (p: Polynomial): BigNumber => {
    let sum = big(0);
    forEachTerm(p, variableCount(v), (coefficient, exponents) => {
      let term = big(coefficient);
      exponents.forEach((e, i) => (term = e === 0 ? term : term.times((values[i] as BigNumber).pow(e))));
      sum = sum.plus(term);
    });
    return sum;
  };
  const f: RationalFunction = current;
  return polynomial(f.numerator).div(polynomial(f.denominator));
}

/** Rates written out from the paper, in 60 digits; the limits at ω = 0 by hand. */
function numericSide({ energies, S, kind, coupling }: Draw, T: Readonly<Record<Side, BigNumber>>): BigNumber {
  const n = energies.length;
  const matrix = (side: Side): BigNumber[] => {
    const c = big(coupling[side], 4);
    const t = T[side];
    const result = Array.from({ length: n * n }, () => big(0));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const element = S[side][i]?.[j] as number;
        if (i === j || element === 0) continue;
        const difference = (energies[i] as number) - (energies[j] as number);
        const gap = big(Math.abs(difference));
        const X = gap.div(t).neg().exp();
        const rate = {
          spin: () => c.div(ONE.plus(X)),
          solid: () => c.div(ONE.minus(X)),
          ohmic: () => (difference === 0 ? c.times(t) : c.times(gap).div(ONE.minus(X))),
          metal: () => c.times(ONE.plus(t.div(5))).div(ONE.minus(X)),
        };
        const down = rate[kind[side]]().times(big(Math.round(16 * element * element), 16));
        result[i * n + j] = difference > 0 ? down.times(X) : down;
      }
    }
    return result;
  };
  const arithmetic = decimalArithmetic(big(0), ONE);
  return levelCurrents(
    arithmetic,
    energies.map((e) => big(e)),
    matrix("L"),
    matrix("R"),
  ).fromLeft;
}

const COUNT = draws(500, 40);

describe("exact currents of random N-level junctions", () => {
  // 25 digits is what is demanded; 60-digit arithmetic loses a few to the conditioning of the cancelling difference.
  it(`agree with GTH elimination to 25 digits for ${COUNT} junctions, N = 2…6`, { timeout: 300_000 }, () => {
    const random = randomSource(20090521);
    const sizes = new Map<number, number>();
    let nonzero = 0;
    for (let count = 0; count < COUNT; count++) {
      const sample = admitted(random, 2 + (count % 5));
      const T = { L: big(1 + Math.floor(random() * 40), 10), R: big(1 + Math.floor(random() * 40), 10) };
      const [exact, numeric] = [evaluate(exactSide(sample), T), numericSide(sample, T)];
      const scale = numeric.abs();
      if (scale.lt("1e-40")) expect(exact.abs().lt("1e-40"), JSON.stringify(sample)).toBe(true);
      else {
        nonzero++;
        expect(exact.minus(numeric).abs().div(scale).lt("1e-25"), JSON.stringify(sample)).toBe(true);
      }
      sizes.set(sample.energies.length, (sizes.get(sample.energies.length) ?? 0) + 1);
    }
    for (let n = 2; n <= 6; n++) expect(sizes.get(n) ?? 0).toBeGreaterThan(COUNT / 10);
    expect(nonzero).toBeGreaterThan((3 * COUNT) / 5);
  });
});
