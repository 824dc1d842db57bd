/** A junction fitted to measured data: parameters with errors, χ², and what the data cannot tell. */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "../input/errors.js";
import { toDouble } from "../input/double.js";
import { randomSource } from "../input/random-source.js";
import { type Junction } from "../junction/junction.js";
import { type Datum } from "./data.js";
import { type Determined, determinedBy } from "./determined.js";
import { leastSquares } from "./least-squares.js";
import { fitModels, type Measured } from "./model.js";

/** A fitted parameter. */
interface FittedParameter {
  readonly name: string;
  readonly value: number;
  /** One standard deviation, by the normal approximation; null where the data leave the parameter open. */
  readonly error: number | null;
}

/** What came out. */
export interface Fit {
  readonly parameters: readonly FittedParameter[];
  readonly covariance: readonly (readonly number[])[];
  readonly chi2: number;
  readonly degreesOfFreedom: number;
  /** χ² + 2p; n ln(χ²/n) + 2p where σ was not given. */
  readonly aic: number;
  /** (measured − fitted)/σ, datum by datum. */
  readonly residuals: readonly number[];
  /** Whether the data come with σ; else all weigh alike, and errors are scaled by the scatter. */
  readonly weighted: boolean;
  readonly determined: Determined | undefined;
  /** Of the derivatives by the logarithms of parameters: beyond 1e6 the data hardly tell some combination. */
  readonly condition: number;
}

/** Starting points, at most. */
const MOST_STARTS = 27;

/**
 * Fits the free parameters.
 * @param values  of every other parameter
 * @throws InputError for parameters that the data cannot determine, whatever they are, and for fits that do not settle
 */
export function fitJunction(
  junction: Junction,
  free: readonly string[],
  values: ReadonlyMap<string, ExactNumber>,
  data: readonly Datum[],
): Fit {
  const quantities = [...new Set(data.map(({ quantity }) => quantity))];
  const determined = determinedBy(junction, free, values, quantities);
  if (determined !== undefined && determined.rank < free.length)
    throw undetermined(determined, free, quantities);
  if (data.length < free.length) {
    throw new InputError(`${data.length} values for ${free.length} parameters`, { where: "--free" });
  }
  const models = fitModels(junction, free, values);
  const weighted = data.every(({ sigma }) => sigma !== undefined);
  if (!weighted && data.some(({ sigma }) => sigma !== undefined)) {
    throw new InputError("some values have a sigma and others have none", { where: "--data" });
  }
  if (!weighted && quantities.length > 1) {
    throw new InputError(`${quantities.join(" and ")} without sigma cannot be weighed against each other`, {
      where: "--data",
    });
  }
  const at = (i: number): Datum => data[i] as Datum;
  const positive = free.map(
    (name) => junction.parameters.find((p) => p.name === name)?.assumption === "positive",
  );
  const best = leastSquares({
    count: data.length,
    positive,
    residual: (p, i) =>
      (models[at(i).quantity].value(p, at(i).sum, at(i).difference) - at(i).value) / (at(i).sigma ?? 1),
    slopes: (p, i) =>
      models[at(i).quantity].slopes(p, at(i).sum, at(i).difference).map((s) => s / (at(i).sigma ?? 1)),
    starts: startsFor(junction, free, positive),
  });
  if (best === undefined) {
    throw new InputError("no values of the free parameters give every point of the data a value", {
      where: "--data",
    });
  }
  if (!best.settled) {
    throw new InputError("the search for the least squares did not settle", {
      hint: "free fewer parameters, or fit another junction",
    });
  }
  const degreesOfFreedom = data.length - free.length;
  const scatter = weighted ? 1 : best.chi2 / Math.max(1, degreesOfFreedom);
  const covariance = best.covariance.map((row) => row.map((c) => c * scatter));
  const n = data.length;
  return {
    parameters: free.map((name, i) => ({
      name,
      value: best.parameters[i] as number,
      error: best.open[i] ? null : Math.sqrt(covariance[i]?.[i] as number),
    })),
    covariance,
    chi2: best.chi2,
    degreesOfFreedom,
    aic: (weighted ? best.chi2 : n * Math.log(best.chi2 / n)) + 2 * free.length,
    residuals: best.residuals.map((r) => -r),
    weighted,
    determined,
    condition: best.condition,
  };
}

function undetermined(
  { rank, combinations }: Determined,
  free: readonly string[],
  quantities: readonly Measured[],
): InputError {
  const what = quantities.join(" and ");
  const told =
    rank === 0
      ? `${what} at all temperatures determines none of ${free.join(", ")} (proved)`
      : `${what} at all temperatures determines ${combinations.join(" and ")} alone, not each of ${free.join(", ")} (proved)`;
  const more = free.length - rank;
  return new InputError(told, {
    where: "--free",
    hint: `give ${more === 1 ? "one" : String(more)} of them a value with --at, and leave it out of --free`,
  });
}

/** Values of the file or 1 (0.1 for slopes), and these times 0.1 and 10 in every combination as far as there is room. */
function startsFor(junction: Junction, free: readonly string[], positive: readonly boolean[]): number[][] {
  const first = free.map((name, i) => {
    const given = junction.orderAt?.get(name);
    return given === undefined ? (positive[i] ? 1 : 0.1) : toDouble(given);
  });
  const factors = positive.map((isPositive) => (isPositive ? [1, 0.1, 10] : [1, 0]));
  const all = factors.reduce<number[][]>(
    (lists, own) =>
      lists.length > 10 * MOST_STARTS
        ? lists.map((l) => [...l, 1])
        : lists.flatMap((l) => own.map((f) => [...l, f])),
    [[]],
  );
  const random = randomSource(1);
  const [origin = [], ...others] = all;
  const chosen = others
    .map((list) => ({ list, key: random() }))
    .sort((a, b) => (others.length < MOST_STARTS ? 0 : a.key - b.key))
    .slice(0, MOST_STARTS - 1);
  return [origin, ...chosen.map(({ list }) => list)].map((list) =>
    list.map((f, i) => f * (first[i] as number)),
  );
}
