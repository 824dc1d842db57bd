/**
 * Ticks of an axis: where they stand and what they are called, for any range of doubles. Ticks are decimal numbers n·10^e
 * with whole n, so that a label is the tick exactly; a power of ten and an offset common to all of them go to the title.
 */

/** A tick and its label: value = (label)·10^power + offset. */
interface Tick {
  readonly value: number;
  readonly label: string;
}

/** The ticks of an axis, and how their labels are to be read. */
export interface Ticks {
  /** Ends of the axis, the lower first; different from each other. */
  readonly domain: readonly [number, number];
  /** At least two, growing. */
  readonly ticks: readonly Tick[];
  /** The power of ten by which every label is to be multiplied; 0 for none. */
  readonly power: number;
  /** What is then to be added, in decimal; absent for none. */
  readonly offset?: string;
}

/** The room that an axis has. */
export interface Room {
  /** Length of the axis in pixels. */
  readonly length: number;
  /** Pixels along the axis that a label of so many letters takes, the space to the next one included. */
  readonly extent: (letters: number) => number;
}

/** n·10^exponent with whole n. */
interface Decimal {
  readonly n: number;
  readonly exponent: number;
}

/** Smaller spreads, in units of the largest magnitude, are rounding of doubles: the data are constant. */
const SAME = 2 ** -46;
/** Numbers below are drawn as 0, where doubles lose their digits. */
const TINY = 1e-300;
/** Ends of axes lie within ±HUGE, so that their difference is a double. */
const HUGE = 8e307;
/** More digits than these become an offset and a remainder. */
const MOST_DIGITS = 5;
/** Labels of axes whose largest number is below 0.01 or not below 10^5 have a common power of ten. */
const PLAIN_POWERS = { least: -2, most: 4 } as const;
/** Labels of logarithmic axes are written out within these powers of ten. */
const PLAIN_DECADES = { least: -3, most: 4 } as const;

const toNumber = ({ n, exponent }: Decimal): number => Number(`${n}e${exponent}`);

/** The range of some numbers, ±∞ and NaN left out; 0 to 1 if there are none. */
export function rangeOf(values: Iterable<number>): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 1];
}

/** A range that can be drawn: a constant gets a tenth of itself on both sides. */
function drawable(range: readonly [number, number]): readonly [number, number] {
  const [first, last] = rangeOf(range);
  const within = (x: number): number => Math.min(HUGE, Math.max(-HUGE, x));
  const [low, high] = [within(first), within(last)];
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < TINY) return [-1, 1];
  if (high - low >= SAME * size) return [low, high];
  const middle = low + (high - low) / 2;
  return [within(middle - 0.1 * size), within(middle + 0.1 * size)];
}

/** The same for a logarithmic axis. */
function positive(range: readonly [number, number]): readonly [number, number] {
  const [first, last] = rangeOf(range);
  const [low, high] = [Math.max(TINY, first), Math.max(TINY, last)];
  return high - low >= SAME * high ? [low, high] : [low * 0.9, Math.min(HUGE, high * 1.1)];
}

/**
 * Ticks at equal distances (1, 2 or 5 times a power of ten), as many as have room, at most seven.
 * @param widen  whether the ends move outwards to ticks; otherwise they stay unless both are one number
 */
export function linearTicks(range: readonly [number, number], room: Room, widen: boolean): Ticks {
  const [low, high] = drawable(range);
  const choices = steps(high - low).map((step) => {
    const all = multiples(step, low, high, widen);
    const [start = low, end = high] = widen ? [all[0], all[all.length - 1]].map((d) => d && toNumber(d)) : [];
    return named(all, [start, end]);
  });
  return roomiest(choices, room, ({ domain: [from, to], ticks }) =>
    ticks.map(({ value }) => (value - from) / (to - from)),
  );
}

/** Ticks of a logarithmic axis between two positive numbers: powers of ten, 1-2-5, or equal distances within a decade. */
export function logarithmicTicks(range: readonly [number, number], room: Room): Ticks {
  const domain = positive(range);
  const [low, high] = domain;
  const places = ({ ticks }: Ticks): number[] =>
    ticks.map(({ value }) => (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low)));
  const decades = [[1, 2, 5], [1, 3], [1]].map((mantissas) => powers(domain, mantissas, 1));
  const sparse = [2, 3, 5, 10, 20, 30, 50, 100, 200].map((stride) => powers(domain, [1], stride));
  const even = steps(high - low).map((step) => named(multiples(step, low, high, false), domain));
  const choices = high / 8 < low ? even : [...decades, ...sparse, ...even];
  return roomiest(choices, room, places);
}

/** The first choice whose labels have room, of three or more if there is one; where none has, the one with the fewest labels. */
function roomiest(choices: readonly Ticks[], room: Room, places: (ticks: Ticks) => readonly number[]): Ticks {
  const enough = choices.filter(({ ticks }) => ticks.length >= 2);
  const fits = (choice: Ticks): boolean => {
    const at = places(choice).map((place) => place * room.length);
    return choice.ticks.every(({ label }, i) => {
      const next = choice.ticks[i + 1];
      if (next === undefined) return true;
      return (at[i + 1] as number) - (at[i] as number) >= room.extent((label.length + next.label.length) / 2);
    });
  };
  const [fewest] = [...enough].sort((a, b) => a.ticks.length - b.ticks.length);
  const fitting = enough.filter(fits);
  const found = fitting.find(({ ticks }) => ticks.length > 2) ?? fitting[0] ?? fewest;
  if (found === undefined) throw new Error("internal: an axis without ticks");
  return found;
}

/** Steps 1, 2, 5 times a power of ten that divide a width into two to six parts, the finest first. */
function steps(width: number): readonly Decimal[] {
  const exponent = Math.floor(Math.log10(width / 6));
  return [exponent, exponent + 1]
    .flatMap((e) => [1, 2, 5].map((n) => ({ n, exponent: e })))
    .filter((step) => width / toNumber(step) <= 6 && width / toNumber(step) >= 2);
}

/** Multiples of a step in a range, or the fewest that hold it. */
function multiples(step: Decimal, low: number, high: number, widen: boolean): readonly Decimal[] {
  const unit = toNumber(step);
  // Ends that are ticks but for rounding are ticks.
  const close = (x: number): number => (Math.abs(x - Math.round(x)) < 1e-9 ? Math.round(x) : x);
  const first = widen ? Math.floor(close(low / unit)) : Math.ceil(close(low / unit));
  const last = widen ? Math.ceil(close(high / unit)) : Math.floor(close(high / unit));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
    n: (first + i) * step.n,
    exponent: step.exponent,
  }));
}

/** Ticks of one exponent, with labels. */
function named(ticks: readonly Decimal[], domain: readonly [number, number]): Ticks {
  const [{ exponent } = { exponent: 0 }] = ticks;
  const counts = ticks.map(({ n }) => n);
  const start = commonPart(counts);
  const rest = counts.map((n) => n - start);
  const largest = Math.max(1, ...rest.map(Math.abs));
  const order = exponent + String(largest).length - 1;
  const power = order < PLAIN_POWERS.least || order > PLAIN_POWERS.most ? order : 0;
  const values = ticks.map(toNumber);
  return {
    domain,
    ticks: rest.map((n, i) => ({ value: values[i] as number, label: decimalText(n, exponent - power) })),
    power,
    ...(start === 0 ? {} : { offset: scientificText(start, exponent) }),
  };
}

/** What whole numbers of many digits have in common: the round number nearest to their middle; 0 where they have few digits. */
function commonPart(counts: readonly number[]): number {
  const [low, high] = rangeOf(counts);
  const size = Math.max(Math.abs(low), Math.abs(high));
  const width = high - low;
  if (String(size).length <= MOST_DIGITS || width > size / 100) return 0;
  const unit = 10 ** String(width).length;
  return Math.round((low + high) / 2 / unit) * unit;
}

/** n·10^exponent written out. */
function decimalText(n: number, exponent: number): string {
  const digits = String(Math.abs(n));
  const sign = n < 0 ? "−" : "";
  if (n === 0) return exponent < 0 ? `0.${"0".repeat(-exponent)}` : "0";
  if (exponent >= 0) return sign + digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** A number in so many digits: `0.123`, `1.23×10⁻²⁰`. */
export function numberText(x: number, digits: number): string {
  if (x === 0 || !Number.isFinite(x)) return x === 0 ? "0" : "–";
  const [mantissa = "", power = ""] = x.toExponential(digits - 1).split("e");
  const [n, order] = [Number(mantissa.replace(".", "")), Number(power)];
  const scaled = order < PLAIN_DECADES.least || order > PLAIN_DECADES.most;
  const text = decimalText(n, (scaled ? 0 : order) - digits + 1);
  return scaled ? `${text}×${powerText(order)}` : text;
}

/** n·10^exponent with its own power of ten where it is large or small: `6.8123×10⁻²⁰`. */
function scientificText(n: number, exponent: number): string {
  const digits = String(Math.abs(n)).replace(/0+$/, "");
  const order = exponent + String(Math.abs(n)).length - 1;
  const sign = n < 0 ? "−" : "";
  const scaled = order < PLAIN_POWERS.least || order > PLAIN_POWERS.most;
  const places = digits.length - 1;
  const text = decimalText(Number(digits), (scaled ? 0 : order) - places);
  return `${sign}${text}${scaled ? `×${powerText(order)}` : ""}`;
}

/** mantissa·10^e within the range, e in multiples of the stride. */
function powers(domain: readonly [number, number], mantissas: readonly number[], stride: number): Ticks {
  const [low, high] = domain;
  const first = Math.floor(Math.log10(low) / stride) * stride;
  const count = Math.min(700, Math.floor((Math.log10(high) - first) / stride) + 2);
  const inside = (x: number): boolean => x >= low * (1 - 1e-9) && x <= high * (1 + 1e-9);
  const found = Array.from({ length: Math.max(0, count) }, (_, i) => first + i * stride)
    .flatMap((exponent) => mantissas.map((n): Decimal => ({ n, exponent })))
    .filter((tick) => inside(toNumber(tick)));
  const exponents = found.map(({ exponent }) => exponent);
  const [least, most] = rangeOf(exponents);
  const plain = least >= PLAIN_DECADES.least && most <= PLAIN_DECADES.most;
  const power = plain || mantissas.length === 1 ? 0 : least;
  const label = ({ n, exponent }: Decimal): string =>
    plain || mantissas.length > 1 ? decimalText(n, exponent - power) : powerText(exponent);
  return { domain, ticks: found.map((tick) => ({ value: toNumber(tick), label: label(tick) })), power };
}

/** `10⁻²⁰`. */
export function powerText(exponent: number): string {
  return `10${superscript(exponent)}`;
}

/** A whole number as superscript digits. */
export function superscript(k: number): string {
  return Array.from(String(k), (d) => (d === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(d)))).join("");
}
