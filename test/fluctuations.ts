/** Reference values of fluctuations (mpmath at 50 to 260 digits; test/vectors/fluctuations.json), with their junctions. */
import { readFileSync } from "node:fs";
import { type ExactNumber } from "../symbolic/expression/expression.js";
import { addExact, negateExact, parseExactNumber } from "../src/input/exact-number.js";
import { type Junction } from "../src/junction/junction.js";
import { loadJunction } from "../src/junction/file/load.js";

/** An entry of the file of reference values. */
interface Entry {
  readonly capability: string;
  readonly junction: string;
  readonly spec?: Readonly<Record<string, string>> | "as in the file";
  readonly point?: Readonly<Record<string, string>>;
  readonly kappa?: readonly string[];
  readonly kappa_reversed?: readonly string[];
  readonly noise_contrast?: string;
  readonly TUR_product?: string;
  readonly fano_over_1?: string;
  readonly series_T_a?: string;
  readonly alpha?: readonly string[];
  readonly sigma?: readonly string[];
  readonly kappa3_series?: readonly string[];
  readonly kappa4_series?: readonly string[];
  readonly [key: string]: unknown;
}

/** An entry with its junction and values. */
export interface Reference {
  readonly name: string;
  readonly entry: Entry;
  readonly junction: Junction;
  /** Parameters, T_a and Delta. */
  readonly point: ReadonlyMap<string, ExactNumber>;
}

const { entries } = JSON.parse(readFileSync("test/vectors/fluctuations.json", "utf8")) as {
  readonly entries: readonly Entry[];
};

/** The entries with cumulants at a point. */
export async function fluctuationReferences(): Promise<readonly Reference[]> {
  return Promise.all(
    entries
      .filter(({ kappa }) => kappa !== undefined)
      .map(async (entry) => {
        const witness = entry.junction.startsWith("HO;");
        const name = witness ? "examples/noise-rectifier.json" : entry.junction;
        const junction = await loadJunction(name);
        const spec = typeof entry.spec === "object" ? entry.spec : {};
        const at = (key: string): ExactNumber => parseExactNumber(String(entry.point?.[key] ?? entry[key]));
        const [hot, cold] = [at("T_L"), at("T_R")];
        const values = Object.entries(spec).map(([key, text]) => [key, parseExactNumber(text)] as const);
        return {
          name,
          entry,
          junction,
          point: new Map([
            ...junction.bound,
            ...values,
            ["T_a", addExact(hot, cold)] as const,
            ["Delta", addExact(hot, negateExact(cold))] as const,
          ]),
        };
      }),
  );
}

/** The same at the temperature sum of the series. */
export function atSeries({ point, entry }: Reference): ReadonlyMap<string, ExactNumber> {
  const values = new Map([...point, ["T_a", parseExactNumber(entry.series_T_a ?? "")] as const]);
  values.delete("Delta");
  return values;
}

/** Significant digits of a decimal. */
export function digitsOf(text: string): number {
  return text.replace(/^-?0*\.?0*/, "").replace(".", "").length;
}

/** True if two decimals agree within one unit of the last digit of the second. */
export function agrees(value: string | null | undefined, reference: string): boolean {
  if (value == null) return false;
  const [a, b] = [parseExactNumber(value), parseExactNumber(reference)];
  const unit = (reference.split(".")[1] ?? "").length;
  const difference = addExact(a, negateExact(b));
  const size = difference.numerator < 0n ? -difference.numerator : difference.numerator;
  return size * 10n ** BigInt(unit) <= difference.denominator;
}
