/** Contours of a function on a grid by marching squares, as line segments. */

/** A segment from (x, y) to (x2, y2). */
export interface Segment {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

/** Segments where values[j][i], given at (xs[i], ys[j]), crosses the level; linear between grid points. */
export function contourSegments(
  xs: readonly number[],
  ys: readonly number[],
  values: readonly (readonly number[])[],
  level: number,
): Segment[] {
  const segments: Segment[] = [];
  const f = (i: number, j: number): number => (values[j]?.[i] ?? NaN) - level;
  for (let j = 0; j + 1 < ys.length; j++) {
    for (let i = 0; i + 1 < xs.length; i++) {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ] as const;
      const crossings: [number, number][] = [];
      corners.forEach(([a, b], n) => {
        const [c, d] = corners[(n + 1) % 4] as readonly [number, number];
        const [p, q] = [f(a, b), f(c, d)];
        if (p < 0 === q < 0 || Number.isNaN(p + q)) return;
        const t = p / (p - q);
        const mix = (list: readonly number[], u: number, v: number): number =>
          (list[u] as number) + t * ((list[v] as number) - (list[u] as number));
        crossings.push([mix(xs, a, c), mix(ys, b, d)]);
      });
      // four crossings: a saddle, joined in pairs
      for (let n = 0; n + 1 < crossings.length; n += 2) {
        const [x, y] = crossings[n] as [number, number];
        const [x2, y2] = crossings[n + 1] as [number, number];
        segments.push({ x, y, x2, y2 });
      }
    }
  }
  return segments;
}
