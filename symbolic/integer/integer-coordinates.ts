/** Coordinates of integer vectors in a list of independent ones, exactly. */

/**
 * For linearly independent integer vectors, the function that gives a vector's coordinates in them, or undefined where
 * it lies outside their span or has a coordinate that is not an integer. Undefined if the vectors are dependent.
 */
export function integerCoordinates(
  basis: readonly (readonly number[])[],
): ((vector: readonly number[]) => number[] | undefined) | undefined {
  // Gauss-Jordan over ℚ, fraction-free, on [vector | unit]: each row remembers which combination of the basis it is.
  const rows: { pivot: number; vector: number[]; combination: number[] }[] = [];
  const eliminate = (
    vector: readonly number[],
    combination: readonly number[],
  ): { vector: number[]; combination: number[]; scale: number } => {
    let [x, c, scale] = [[...vector], [...combination], 1];
    for (const row of rows) {
      const f = x[row.pivot] as number;
      if (f === 0) continue;
      const lead = row.vector[row.pivot] as number;
      x = x.map((e, i) => e * lead - f * (row.vector[i] as number));
      c = c.map((e, i) => e * lead - f * (row.combination[i] as number));
      scale *= lead;
    }
    return { vector: x, combination: c, scale };
  };
  for (let i = 0; i < basis.length; i++) {
    const unit = basis.map((_, j) => (i === j ? 1 : 0));
    const { vector, combination } = eliminate(basis[i] as readonly number[], unit);
    const pivot = vector.findIndex((e) => e !== 0);
    if (pivot < 0) return undefined;
    rows.push({ pivot, vector, combination });
  }
  const none = basis.map(() => 0);
  return (vector) => {
    const { vector: rest, combination, scale } = eliminate(vector, none);
    if (rest.some((e) => e !== 0)) return undefined;
    const c = combination.map((e) => (e === 0 ? 0 : -e / scale));
    return c.every((e) => Number.isInteger(e)) ? c : undefined;
  };
}
