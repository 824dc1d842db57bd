/**
 * The direction of an answer for the proof checker. It does not follow from the certificate; but h(T) does, and at sample
 * points of numbers a direction that is claimed for a region must be the one that h has there. Numbers in double
 * precision: enough to find a claim false, not to prove one.
 */
import { type Certificate } from "../certificate/format.js";
import { type Examined } from "./check.js";
import { demand, type Expanded, exponentOf } from "./algebra/polynomial.js";
import { readPolynomial } from "./algebra/reader.js";
import { type LadderEnd, type Ring } from "./algebra/ring.js";

interface Region {
  readonly where: readonly string[];
  readonly h: string;
  readonly better: unknown;
}

const BETTER = new Map([
  ["increasing", "right"],
  ["decreasing", "left"],
]);

/** What can be said of the claim without proof. @throws ProofError if it contradicts h at a sample point */
export function directionAgrees(value: unknown, { certificate, ring, identity }: Examined): string {
  const { ends } = identity.current;
  const regions = regionsOf(value);
  for (const { h, better } of regions)
    demand(
      better === BETTER.get(h),
      `the answer's "direction": ${h} h and betterWhenHot contradict each other`,
    );
  if (
    certificate.identity !== "closed form" ||
    ends === undefined ||
    certificate.variables.formalFunctions.length > 0
  )
    return "not compared with h(T)";
  let compared = 0;
  for (const point of samplePoints(ring)) {
    const slope = slopeOf(certificate, ring, ends, point);
    if (slope === undefined) continue;
    for (const { where, h } of regions) {
      if (!where.every((text) => holds(text, ring, point))) continue;
      if (h !== "increasing" && h !== "decreasing" && h !== "constant") continue;
      compared++;
      demand(slope === h, `the answer's "direction": h is ${slope} where it is said to be ${h}`);
    }
  }
  return `compared with h(T) at ${compared} sample points, not proved; its bounds, ends and examples are not compared`;
}

function regionsOf(value: unknown): Region[] {
  const list = new Map<string, unknown>(Object.entries(Object(value) as object)).get("regions");
  demand(Array.isArray(list), 'the answer\'s "direction" has no regions');
  return list.map((x) => {
    const entries = new Map<string, unknown>(Object.entries(Object(x) as object));
    const [where, h] = [entries.get("where"), entries.get("h")];
    demand(
      Array.isArray(where) && where.every((w) => typeof w === "string") && typeof h === "string",
      'a region of the answer\'s "direction" is incomplete',
    );
    return { where: where, h, better: entries.get("betterWhenHot") };
  });
}

/** Small numbers that are exact in double precision, so that equations between parameters are met as well. */
function samplePoints(ring: Ring): number[][] {
  const [positive, real] = [
    [1, 2, 1, 3, 0.5],
    [0.25, 0, -0.25, 0.5, 0, -0.5],
  ] as const;
  return Array.from({ length: SAMPLES }, (_, k) =>
    Array.from({ length: ring.parameterCount }, (_x, i) => {
      // A walk through the lists that is different for each parameter and takes all pairs in turn.
      const step = k * (2 * i + 1) + Math.floor(k / (3 + i)) + i * Math.floor(k / 7);
      const list = ring.real.includes(i) ? real : positive;
      return list[step % list.length] ?? 1;
    }),
  );
}

const SAMPLES = 60;
const TEMPERATURES = [0.2, 0.3, 0.5, 0.7, 0.9, 0.97];
/** Of what h is made of: smaller changes are rounding. */
const ROUNDING = 1e-9;

/** How h changes over the admitted temperatures; undefined where the point is none of the junction. */
function slopeOf(
  c: Certificate,
  ring: Ring,
  ends: readonly [LadderEnd, LadderEnd],
  point: readonly number[],
): "increasing" | "decreasing" | "constant" | "not monotone" | undefined {
  const highest = highestTemperature(c, ring, point);
  if (!(highest > 0)) return undefined;
  const values = TEMPERATURES.map((x) => {
    // With a largest temperature up to near it, else from cold to hot.
    const T = Number.isFinite(highest) ? x * highest : x / (1 - x) / 2;
    const [left, right] = ends.map((end, side) => resistance(c, ring, end, side === 0 ? "L" : "R", point, T));
    return { left: left ?? NaN, right: right ?? NaN };
  });
  if (values.some(({ left, right }) => !(left > 0 && right > 0))) return undefined;
  const scale = Math.max(...values.map((v) => v.left + v.right));
  const changes = values.slice(1).map((v, i) => {
    const before = values[i] as { left: number; right: number };
    return v.left - v.right - (before.left - before.right);
  });
  const [up, down] = [changes.some((x) => x > ROUNDING * scale), changes.some((x) => x < -ROUNDING * scale)];
  if (up && down) return "not monotone";
  return up ? "increasing" : down ? "decreasing" : "constant";
}

/** F = 1/((1 + σX)k). */
function resistance(
  c: Certificate,
  ring: Ring,
  end: LadderEnd,
  side: "L" | "R",
  point: readonly number[],
  T: number,
): number {
  const at = valuesAt(c, ring, side, point, T);
  const sign = c.identity === "closed form" && c.weights === "oscillator" ? -1 : 1;
  const rate = valueOf(end.rate.numerator, at) / valueOf(end.rate.denominator, at);
  return 1 / ((1 + sign * valueOf(end.boltzmann, at)) * rate);
}

/** The numbers of all variables, those of one end at a temperature. */
function valuesAt(
  c: Certificate,
  ring: Ring,
  side: "L" | "R",
  point: readonly number[],
  T: number,
): number[] {
  const values = Array.from({ length: ring.count }, (_, i) => point[i] ?? 0);
  const [temperature, ...factors] = ring.ends[side];
  values[temperature as number] = T ** (1 / c.variables.root);
  factors.forEach((v, i) => {
    const energy = ring.energies[i];
    if (energy)
      values[v] = Math.exp(-valueOf(energy.numerator, values) / valueOf(energy.denominator, values) / T);
  });
  return values;
}

function valueOf(p: Expanded, at: readonly number[]): number {
  let sum = 0;
  for (const [m, c] of p) {
    let term = Number(c);
    for (let i = 0; i < m.length; i++) {
      const e = exponentOf(m, i);
      if (e > 0) term *= (at[i] as number) ** e;
    }
    sum += term;
  }
  return sum;
}

/** The least μ/|δ| of metals that cool, Infinity without. */
function highestTemperature(c: Certificate, ring: Ring, point: readonly number[]): number {
  const value = (text: string): number => {
    const at = Array.from({ length: ring.count }, (_, i) => point[i] ?? 0);
    const known = c.values[text];
    if (known !== undefined) {
      const [above = "", below = "1"] = known.split("/");
      return Number(above) / Number(below);
    }
    return valueOf(readPolynomial(text, ring.plain), at);
  };
  return [c.left, c.right].reduce((least, bath) => {
    if (!("delta" in bath)) return least;
    const [delta, mu] = [value(bath.delta), value(bath.mu)];
    return delta < 0 ? Math.min(least, -mu / delta) : least;
  }, Infinity);
}

/** An inequality or equation between polynomials. @throws ProofError if it is none */
function holds(text: string, ring: Ring, point: readonly number[]): boolean {
  const parts = /^([^<>=]+)(<=|>=|<|>|=)([^<>=]+)$/.exec(text);
  demand(parts !== null, 'a region of the answer\'s "direction" cannot be read');
  const at = Array.from({ length: ring.count }, (_, i) => point[i] ?? 0);
  const [left, right] = [parts[1] ?? "", parts[3] ?? ""].map((side) =>
    valueOf(readPolynomial(side, ring.plain), at),
  ) as [number, number];
  switch (parts[2]) {
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      return left === right;
  }
}
