/**
 * Minimisation in the unit cube by the simplex method of Nelder and Mead (Comput. J. 7, 308 (1965)) with points clamped to
 * the cube and the dimension-dependent coefficients of Gao and Han (Comput. Optim. Appl. 51, 259 (2012)).
 *
 * Why not a package: of those on npm, fmin 0.0.4 exports nothing to an ES module; ml-direct did not return within ten
 * minutes where the objective is flat in one direction; Powell's method in optimization-js 1.5 takes 2565 evaluations of
 * Rosenbrock's function to come within 0.009 of its minimum, where this search takes 260 to come within 1e-9; numeric 1.2
 * writes code from strings, which a strict browser policy forbids; ml-levenberg-marquardt fits curves. (The last two were
 * read, the others run.)
 */

/** A point of the cube with the value there. */
export interface CubeMinimum {
  readonly point: readonly number[];
  readonly value: number;
}

const MOST_EVALUATIONS = 2000;

/**
 * A local minimum of f over [0, 1]^n near a start.
 * @param f     may return Infinity where it has no value
 * @param start in the cube
 * @param size  edge of the first simplex
 */
export function minimiseInCube(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  size = 0.2,
  tolerance = 1e-12,
): CubeMinimum {
  const n = start.length;
  const clamp = (p: readonly number[]): number[] => p.map((x) => Math.min(1, Math.max(0, x)));
  let evaluations = 0;
  const vertex = (p: readonly number[]): CubeMinimum => {
    evaluations++;
    const point = clamp(p);
    return { point, value: f(point) };
  };
  const [expand, contract, shrink] = [1 + 2 / n, 0.75 - 1 / (2 * Math.max(2, n)), 1 - 1 / Math.max(2, n)];
  const simplexAt = (p: readonly number[], edge: number): CubeMinimum[] => [
    vertex(p),
    ...p.map((x, i) => vertex(p.map((y, j) => (j === i ? (x + edge > 1 ? x - edge : x + edge) : y)))),
  ];
  let simplex = simplexAt(start, size);
  let restarted = false;
  while (evaluations < MOST_EVALUATIONS) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0] as CubeMinimum, simplex[n] as CubeMinimum];
    const spread = Math.max(
      ...simplex.map((v) => Math.max(...v.point.map((x, i) => Math.abs(x - (best.point[i] as number))))),
    );
    if (spread < 1e-9 || (spread < 1e-4 && worst.value - best.value <= tolerance * Math.abs(best.value))) {
      // A simplex that collapsed, for instance onto a face of the cube, is started once more.
      if (restarted) break;
      restarted = true;
      simplex = simplexAt(best.point, size / 4);
      continue;
    }
    const others = simplex.slice(0, n);
    const centre = best.point.map((_, i) => others.reduce((s, v) => s + (v.point[i] as number), 0) / n);
    const along = (t: number): CubeMinimum =>
      vertex(centre.map((c, i) => c + t * (c - (worst.point[i] as number))));
    const reflected = along(1);
    if (reflected.value < best.value) {
      const further = along(expand);
      simplex[n] = further.value < reflected.value ? further : reflected;
    } else if (reflected.value < (simplex[n - 1] as CubeMinimum).value) {
      simplex[n] = reflected;
    } else {
      const inner = along(reflected.value < worst.value ? contract : -contract);
      if (inner.value < Math.min(worst.value, reflected.value)) simplex[n] = inner;
      else {
        simplex = simplex.map((v, k) =>
          k === 0 ? v : vertex(v.point.map((x, i) => (best.point[i] as number) * (1 - shrink) + shrink * x)),
        );
      }
    }
  }
  return simplex.reduce((a, b) => (b.value < a.value ? b : a));
}
