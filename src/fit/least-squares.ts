/**
 * Weighted least squares by ml-levenberg-marquardt with exact derivatives, from several starts; then steps of Gauss and Newton
 * until the gradient vanishes, and the covariance (JᵀWJ)⁻¹. Positive parameters are searched by their logarithms.
 */
import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { Matrix, SingularValueDecomposition } from "ml-matrix";

/** Residuals and their derivatives at parameters, each over its σ. */
export interface Problem {
  readonly count: number;
  /** (model − data)/σ of a datum. */
  readonly residual: (parameters: readonly number[], datum: number) => number;
  readonly slopes: (parameters: readonly number[], datum: number) => readonly number[];
  /** Which parameters are positive. */
  readonly positive: readonly boolean[];
  readonly starts: readonly (readonly number[])[];
}

/** Where the sum of squares is least. */
export interface Minimum {
  readonly parameters: readonly number[];
  readonly chi2: number;
  /** Residuals over their σ. */
  readonly residuals: readonly number[];
  /** (JᵀWJ)⁻¹ in the parameters themselves. */
  readonly covariance: readonly (readonly number[])[];
  /** Greatest over least singular value of the derivatives by logarithms (of positive parameters): what the data tell apart. */
  readonly condition: number;
  /** Parameters that the data leave open there: they run away, or hang on others that do. */
  readonly open: readonly boolean[];
  /** False where the steps did not come to rest. */
  readonly settled: boolean;
}

/** Length of a step in units of the error, below which the search is at rest. */
const REST = 1e-7;
const MOST_STEPS = 60;
/** Least singular value over the greatest one that counts. */
const LEAST = 1e-9;

/** The best minimum of all starts; undefined where none has finite residuals. */
export function leastSquares(problem: Problem): Minimum | undefined {
  const { positive, count } = problem;
  const inner = (p: readonly number[]): number[] => p.map((x, i) => (positive[i] ? Math.log(x) : x));
  const outer = (q: readonly number[]): number[] => q.map((x, i) => (positive[i] ? Math.exp(x) : x));
  const slopes = (q: readonly number[], datum: number): number[] => {
    const p = outer(q);
    return problem.slopes(p, datum).map((s, i) => (positive[i] ? s * (p[i] as number) : s));
  };
  const chi2 = (q: readonly number[]): number => {
    const p = outer(q);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += problem.residual(p, i) ** 2;
    return Number.isFinite(sum) ? sum : Infinity;
  };
  const data = { x: Array.from({ length: count }, (_, i) => i), y: new Array<number>(count).fill(0) };
  const found = problem.starts.flatMap((start) => {
    const from = inner(start);
    if (chi2(from) === Infinity) return [];
    const { parameterValues } = searched(
      () =>
        levenbergMarquardt(
          data,
          (q) => {
            const p = outer(q);
            return (i) => bounded(problem.residual(p, i));
          },
          {
            initialValues: from,
            minValues: from.map((x, i) => (positive[i] ? Math.max(-80, x - 25) : -1e9)),
            maxValues: from.map((x, i) => (positive[i] ? Math.min(80, x + 25) : 1e9)),
            jacobianFunction: (q) => (i) => slopes(q, i).map(bounded),
            maxIterations: 40,
            errorTolerance: 1e-30,
          },
        ),
      from,
    );
    return [
      rested(parameterValues, { chi2, slopes, residual: (q, i) => problem.residual(outer(q), i), count }),
    ];
  });
  const best = found.sort((a, b) => a.chi2 - b.chi2)[0];
  if (best === undefined) return undefined;
  const parameters = outer(best.at);
  const scale = parameters.map((p, i) => (positive[i] ? p : 1));
  return {
    parameters,
    chi2: best.chi2,
    residuals: Array.from({ length: count }, (_, i) => problem.residual(parameters, i)),
    covariance: best.covariance.map((row, i) =>
      row.map((c, j) => c * (scale[i] as number) * (scale[j] as number)),
    ),
    condition: best.condition,
    open: best.open,
    settled: best.settled,
  };
}

/** The library's search; where it meets a singular matrix, the start. */
function searched(
  search: () => { readonly parameterValues: readonly number[] },
  start: readonly number[],
): { readonly parameterValues: readonly number[] } {
  try {
    return search();
  } catch {
    return { parameterValues: start };
  }
}

/** The library compares sums: what has no value is far away. */
const bounded = (x: number): number => (Number.isFinite(x) ? x : 1e100);

interface Inner {
  readonly chi2: (q: readonly number[]) => number;
  readonly slopes: (q: readonly number[], datum: number) => readonly number[];
  readonly residual: (q: readonly number[], datum: number) => number;
  readonly count: number;
}

/** Steps of Gauss and Newton, halved until they descend, to the point of rest. */
function rested(from: readonly number[], { chi2, slopes, residual, count }: Inner) {
  let at = [...from];
  let value = chi2(at);
  for (let n = 0; ; n++) {
    const rows = Array.from({ length: count }, (_, i) => [...slopes(at, i)]);
    const svd = new SingularValueDecomposition(new Matrix(rows), { autoTranspose: true });
    const s = svd.diagonal;
    const V = svd.rightSingularVectors;
    const greatest = Math.max(...s);
    const condition = greatest / Math.min(...s);
    const isTold = (x: number): boolean => x > greatest * LEAST;
    const inverse = s.map((x) => (isTold(x) ? 1 / x : 0));
    const open = at.map((_, i) => s.some((x, k) => !isTold(x) && Math.abs(V.get(i, k)) > 1e-3));
    const covariance = at.map((_, i) =>
      at.map((__, j) => inverse.reduce((sum, w, k) => sum + V.get(i, k) * V.get(j, k) * w * w, 0)),
    );
    const gradient = at.map((_, j) =>
      rows.reduce((sum, row, i) => sum + (row[j] as number) * residual(at, i), 0),
    );
    const step = covariance.map((row) => -row.reduce((sum, c, j) => sum + c * (gradient[j] as number), 0));
    // Its length by the metric of the errors.
    const length = Math.sqrt(Math.abs(step.reduce((sum, x, j) => sum - x * (gradient[j] as number), 0)));
    const settled = length < REST * Math.max(1, Math.sqrt(value / count));
    if (settled || n === MOST_STEPS) return { at, chi2: value, covariance, condition, open, settled };
    let share = 1;
    let next = at.map((x, i) => x + (step[i] as number));
    while (chi2(next) > value && share > 1e-6) {
      share /= 2;
      next = at.map((x, i) => x + share * (step[i] as number));
    }
    const lower = chi2(next);
    if (!(lower <= value)) return { at, chi2: value, covariance, condition, open, settled: length < 1e-3 };
    at = next;
    value = lower;
  }
}
