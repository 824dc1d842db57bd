/** The sign of dh/dT over all temperatures where every parameter is a number: of a junction bound so, or of an example. */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { type Relation } from "../../../symbolic/polynomial/contradiction.js";
import { multiply, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { forEachTerm, variablesOf } from "../../../symbolic/polynomial/structure.js";
import { type DirectionRegion } from "./answer.js";
import { type SignProfile, signProfile } from "./sign-profile.js";
import { type Region } from "./region.js";
import { exactNumber, formatExactNumber, multiplyExact } from "../../input/exact-number.js";
import { PI } from "../../input/names.js";
import { type ExactInterval } from "../../evaluate/isolate-zeros.js";

const SIZES = [1, 1 / 2, 2, 1 / 4, 4, 3, 3 / 2, 1 / 8, 8, 3 / 4].map((x) => exactNumber(x * 8, 8));
const ATTEMPTS = 400;
/** Points of a region that are examined over all temperatures. */
const EXAMINED = 12;

/** dh/dT up to factors of one sign: `sign` times the product of `open`, plain polynomials of the region. */
export interface ReducedSlope {
  readonly sign: 1 | -1;
  readonly open: readonly Polynomial[];
}

/** Parameters of the region with dh/dT of one sign, and others with changing sign, as far as they were found. */
export function examplesIn(
  region: Region,
  slope: ReducedSlope,
): { readonly monotone?: string; readonly changing?: string } {
  const { variables, parameters } = region.current;
  if (variables.parameters.includes(PI) || variables.root !== 1) return {};
  const found: { monotone?: string; changing?: string } = {};
  let examined = 0;
  for (let attempt = 0; attempt < ATTEMPTS && examined < EXAMINED; attempt++) {
    const plain = variables.parameters.map(
      (_, i) =>
        SIZES[(attempt * (2 * i + 3) + i * i + Math.floor(attempt / 7)) % SIZES.length] as ExactNumber,
    );
    for (const { variable, numerator, denominator } of region.equalities) {
      plain[variable] = quotient(at(numerator, plain), at(denominator, plain));
    }
    if (plain.some((x) => x.numerator <= 0n)) continue;
    if (parameters.some((p, i) => p.assumption === "real" && !region.settled.has(i))) continue;
    const values = plain.map((x, i) => multiplyExact(x, exactNumber(region.settled.get(i) ?? 1)));
    if (!region.relations.every((relation) => holds(relation, values))) continue;
    examined++;
    const profile = profileAt(region, slope, plain);
    if (!profile) continue;
    const text = variables.parameters
      .map((name, i) => `${name} = ${formatExactNumber(values[i] as ExactNumber)}`)
      .join(", ");
    if (profile.changes.length === 0) found.monotone ??= text;
    else found.changing ??= `${text}: dh/dT changes sign at T = ${profile.changes.map(decimal).join(", ")}`;
    if (found.monotone && found.changing) break;
  }
  return found;
}

/** The answer where neither dh/dT, up to positive factors, nor the range of temperatures depends on a free parameter. */
export function decidedAt(region: Region, slope: ReducedSlope): DirectionRegion | undefined {
  const { parameters, energies } = region.current.variables;
  const { range, where } = region;
  const inside = [
    ...slope.open,
    ...energies.map((e) => e.numerator),
    ...(typeof range === "string" ? [] : [range.slope, range.scale]),
  ];
  if (inside.some((p) => variablesOf(p).some((i) => i < parameters.length))) return undefined;
  const profile = profileAt(
    region,
    slope,
    parameters.map(() => exactNumber(1)),
  );
  const [first] = profile?.signs ?? [];
  if (!profile || first === undefined) return undefined;
  const last = profile.signs[profile.signs.length - 1] as 1 | -1;
  const end = (sign: 1 | -1): "left" | "right" => (sign > 0 ? "right" : "left");
  if (profile.changes.length === 0) {
    return { where, h: first > 0 ? "increasing" : "decreasing", betterWhenHot: end(first) };
  }
  return {
    where,
    h: "not monotone",
    nearZero: end(first),
    nearMaximum: end(last),
    changes: profile.changes.map(decimal),
  };
}

function profileAt(
  region: Region,
  { sign, open }: ReducedSlope,
  plain: readonly ExactNumber[],
): SignProfile | undefined {
  const { range } = region;
  if (range === "unknown") return undefined;
  const last = range === "all" ? undefined : quotient(at(range.scale, plain), at(range.slope, plain));
  const product = open.reduce(multiply, 1n);
  if (typeof product === "bigint") return { signs: [sign], changes: [] };
  const profile = signProfile(region.current.variables, product, plain, last);
  return profile && { ...profile, signs: profile.signs.map((s) => (s * sign) as 1 | -1) };
}

function holds({ polynomial, is }: Relation, values: readonly ExactNumber[]): boolean {
  const { numerator } = at(polynomial, values);
  return is === ">" ? numerator > 0n : is === ">=" ? numerator >= 0n : numerator === 0n;
}

function at(p: Polynomial, values: readonly ExactNumber[]): ExactNumber {
  let sum = exactNumber(0);
  forEachTerm(p, Math.max(1, values.length), (c, exponents) => {
    const term = values.reduce((x, y, i) => {
      const e = BigInt(exponents[i] as number);
      return multiplyExact(x, exactNumber(y.numerator ** e, y.denominator ** e));
    }, exactNumber(c));
    sum = exactNumber(
      sum.numerator * term.denominator + term.numerator * sum.denominator,
      sum.denominator * term.denominator,
    );
  });
  return sum;
}

const quotient = (a: ExactNumber, b: ExactNumber): ExactNumber =>
  exactNumber(a.numerator * b.denominator, a.denominator * b.numerator);

/** Six digits of the middle. */
function decimal({ lower, upper }: ExactInterval): string {
  const value = (x: ExactNumber): number => Number((x.numerator * 10n ** 15n) / x.denominator) / 1e15;
  return ((value(lower) + value(upper)) / 2)
    .toPrecision(6)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}
