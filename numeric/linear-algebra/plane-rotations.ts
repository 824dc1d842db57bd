/** Rotations collected before they are applied to Q: two arrays of 64 kB stay in the second-level cache. */
const ROTATION_BUFFER = 8192;

/** Accepts rotations one by one; `flush` applies those still waiting. */
export interface RotationBuffer {
  /** Column i becomes cos·(column i) − sin·(column i+1), column i+1 becomes sin·(column i) + cos·(column i+1). */
  readonly push: (i: number, cos: number, sin: number) => void;
  readonly flush: () => void;
}

/**
 * Collects plane rotations of neighbouring columns (i, i+1) of the n×n matrix Q (row-major) and applies them many at a
 * time: one pass over a row then serves thousands of rotations, where one rotation alone would stride through all rows.
 */
export function rotationBuffer(q: Float64Array, n: number): RotationBuffer {
  const index = new Int32Array(ROTATION_BUFFER);
  const cosine = new Float64Array(ROTATION_BUFFER);
  const sine = new Float64Array(ROTATION_BUFFER);
  let count = 0;

  function flush(): void {
    let row = 0;
    for (; row + 4 <= n; row += 4) rotateFourRows(q, row * n, n, index, cosine, sine, count);
    for (; row < n; row++) rotateRow(q, row * n, index, cosine, sine, count);
    count = 0;
  }

  function push(i: number, c: number, s: number): void {
    index[count] = i;
    cosine[count] = c;
    sine[count] = s;
    if (++count === ROTATION_BUFFER) flush();
  }
  return { push, flush };
}

function rotateRow(
  q: Float64Array,
  start: number,
  index: Int32Array,
  cosine: Float64Array,
  sine: Float64Array,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    const at = start + index[k]!;
    const c = cosine[k]!;
    const s = sine[k]!;
    const low = q[at]!;
    const high = q[at + 1]!;
    q[at + 1] = s * low + c * high;
    q[at] = c * low - s * high;
  }
}

/** The same for four rows at once: one load of (c, s) serves four independent chains of operations. */
function rotateFourRows(
  q: Float64Array,
  start: number,
  n: number,
  index: Int32Array,
  cosine: Float64Array,
  sine: Float64Array,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    const a = start + index[k]!;
    const b = a + n;
    const c = b + n;
    const d = c + n;
    const cos = cosine[k]!;
    const sin = sine[k]!;
    const a0 = q[a]!;
    const a1 = q[a + 1]!;
    const b0 = q[b]!;
    const b1 = q[b + 1]!;
    const c0 = q[c]!;
    const c1 = q[c + 1]!;
    const d0 = q[d]!;
    const d1 = q[d + 1]!;
    q[a + 1] = sin * a0 + cos * a1;
    q[a] = cos * a0 - sin * a1;
    q[b + 1] = sin * b0 + cos * b1;
    q[b] = cos * b0 - sin * b1;
    q[c + 1] = sin * c0 + cos * c1;
    q[c] = cos * c0 - sin * c1;
    q[d + 1] = sin * d0 + cos * d1;
    q[d] = cos * d0 - sin * d1;
  }
}
