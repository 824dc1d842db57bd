/**
 * Numbers with units as a user writes them, `350mK`, `5 GHz`, `0.05/ns`, `20ueV`, in the unit that a junction has for them. Energies are
 * frequencies E/h; h, k_B and e are exact (SI, CODATA 2018), and so is every conversion.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { excerpt, InputError } from "../input/errors.js";
import { exactNumber, formatExactNumber, multiplyExact, parseExactNumber } from "../input/exact-number.js";

/** What a unit measures. */
export type Measure = "frequency" | "temperature" | "rate" | "current";

/** h and e in SI units, exactly. */
const PLANCK = exactNumber(662607015n, 10n ** 42n);
const CHARGE = exactNumber(1602176634n, 10n ** 28n);

const PREFIXES: Readonly<Record<string, number>> = {
  a: -18,
  f: -15,
  p: -12,
  n: -9,
  u: -6,
  µ: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
};

const overPlanck = (x: ExactNumber): ExactNumber =>
  exactNumber(x.numerator * PLANCK.denominator, x.denominator * PLANCK.numerator);

/** The units without prefix: what they measure, and how many Hz, K, 1/s or W they are. */
const BASES: Readonly<Record<string, { readonly measures: readonly Measure[]; readonly size: ExactNumber }>> =
  {
    Hz: { measures: ["frequency", "rate"], size: exactNumber(1n) },
    eV: { measures: ["frequency"], size: overPlanck(CHARGE) },
    J: { measures: ["frequency"], size: overPlanck(exactNumber(1n)) },
    K: { measures: ["temperature"], size: exactNumber(1n) },
    W: { measures: ["current"], size: exactNumber(1n) },
  };

/** A unit: what it may measure, and its size in Hz, K, 1/s or W. */
export interface UnitSize {
  readonly measures: readonly Measure[];
  readonly size: ExactNumber;
}

const tenTo = (n: number): ExactNumber =>
  n >= 0 ? exactNumber(10n ** BigInt(n)) : exactNumber(1n, 10n ** BigInt(-n));

/** The unit of that name; undefined if it is none that is known here. */
export function unitSize(name: string): UnitSize | undefined {
  const period = /^1\/([afpnuµmk]?)s$/.exec(name)?.[1];
  if (period !== undefined) return { measures: ["rate"], size: tenTo(-(PREFIXES[period] ?? 0)) };
  for (const [base, { measures, size }] of Object.entries(BASES)) {
    const prefix = name.endsWith(base) ? name.slice(0, -base.length) : undefined;
    const exponent = prefix === undefined || !Object.hasOwn(PREFIXES, prefix) ? undefined : PREFIXES[prefix];
    if (exponent !== undefined) return { measures, size: multiplyExact(size, tenTo(exponent)) };
  }
  return undefined;
}

/** A number, then a unit: "/ns" and "1/ns" are one. */
const MEASURED =
  /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:\/\d+(?:\.\d+)?)?)\s*((?:\s1)?\/?[A-Za-zµ]+)\s*$/;

/** The number and the unit of a text; undefined where it has no unit. */
export function measuredValue(text: string): { readonly number: string; readonly unit: string } | undefined {
  // 0x10 is no number, and not zero of a unit.
  const match = /^\s*[+-]?0x/i.test(text) ? null : MEASURED.exec(text);
  const [, number, written] = match ?? [];
  if (number === undefined || written === undefined) return undefined;
  const unit = written.trim();
  return { number, unit: unit.startsWith("/") ? `1${unit}` : unit };
}

/**
 * The number of a text in the unit `target`, as text; a text without a unit as it is.
 * @param target  "" where the parameter has no unit of its own
 * @throws InputError for a unit that is unknown or measures something else
 */
export function valueIn(text: string, target: string): string {
  const given = measuredValue(text);
  if (!given) return text;
  const [own, wanted] = [unitSize(given.unit), unitSize(target)];
  const units = "such as GHz, mK, 1/ns";
  if (!own) throw new InputError(`${excerpt(given.unit)} is no unit known here`, { hint: units });
  if (!wanted) {
    throw new InputError(
      target === ""
        ? `${excerpt(text.trim())}: there is no unit here`
        : `${excerpt(text.trim())} is not in ${target}`,
      { hint: `give the number alone${target === "" ? "" : `, in ${target}`}` },
    );
  }
  if (!wanted.measures.some((m) => own.measures.includes(m)))
    throw new InputError(`${excerpt(given.unit)} does not measure what is in ${target}`, {
      hint: `give a number in ${target}`,
    });
  const value = multiplyExact(parseExactNumber(given.number), own.size);
  const { numerator, denominator } = wanted.size;
  return formatExactNumber(multiplyExact(value, exactNumber(denominator, numerator)));
}

/** Every number of `a:b:count`, `v1;v2`, or of a single value, as {@link valueIn} reads it. */
export function valuesIn(text: string, target: () => string): string {
  if (!/[A-Za-zµ]/.test(text.replace(/[eE][+-]?\d/g, "").replace(/:\s*log\s*$/, ""))) return text;
  return text.replace(/[^:;]+/g, (part) => (measuredValue(part) ? valueIn(part, target()) : part));
}

const LETTERS = new Map([...Object.entries(PREFIXES)].filter(([p]) => p !== "µ").map(([p, e]) => [e, p]));

/**
 * A decimal in a unit without prefix with the prefix that makes it readable: 1.74e-17 W → 17.4 aW. The digits stay what they are.
 * Other units, and numbers that need no prefix, stay.
 */
export function withPrefix(number: string, unit: string): { readonly number: string; readonly unit: string } {
  const same = { number, unit };
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(number);
  if (!match || !["W", "K", "Hz"].includes(unit)) return same;
  const [, sign = "", whole = "", places = "", power = "0"] = match;
  const all = (whole + places).replace(/^0+/, "");
  if (all === "") return same;
  // The number is 0.all · 10^point.
  const point = whole.length + Number(power) - (whole.length + places.length - all.length);
  const exponent = 3 * Math.floor((point - 1) / 3);
  const letter = LETTERS.get(exponent);
  if (exponent === 0 || letter === undefined) return same;
  const before = point - exponent;
  const digits = all.padEnd(before, "0");
  const rest = digits.slice(before);
  return {
    number: `${sign}${digits.slice(0, before)}${rest === "" ? "" : `.${rest}`}`,
    unit: `${letter}${unit}`,
  };
}
