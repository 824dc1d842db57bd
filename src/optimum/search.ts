/**
 * Branch and bound over boxes of couplings. The box with the largest bound is divided next; its bound is the largest quotient
 * (plus − minus)/below of Bernstein coefficients, with a condition the least over its multiplier λ ≥ 0. Where all is homogeneous only
 * the faces g_i = max are searched: a point scaled until the first coupling meets its maximum has the same value, or a better one.
 */
import { minimiseInCube } from "../../numeric/minimise/nelder-mead.js";
import { randomSource } from "../input/random-source.js";
import { InputError } from "../input/errors.js";
import {
  boxMatrices,
  type Grid,
  gridOf,
  isInRange,
  powerCoefficients,
  relativeError,
  toBernstein,
  valueInDoubles,
} from "./bernstein.js";
import { type Objective } from "./objective.js";
import { homogeneousDegree, type PositivePolynomial } from "./positive-polynomial.js";
import { type TreeNode } from "./tree.js";

/** A box in doubles; bounds stand for decimals and are within 2^−53 of these. */
interface Box {
  readonly face: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly bound: number;
  readonly node: TreeNode;
  readonly axis: number;
}

/** The doubles of an objective. */
interface Prepared {
  readonly grid: Grid;
  readonly plus: Float64Array;
  readonly minus: Float64Array;
  readonly below: Float64Array;
  readonly condition?: { readonly plus: Float64Array; readonly minus: Float64Array };
  readonly error: number;
}

/** Where a search stands: bounds on the supremum of the objective's quotient. */
export interface Standing {
  /** The best value found, −Infinity where no point is known that meets the condition. */
  readonly best: number;
  readonly at: readonly number[] | undefined;
  /** Proved. */
  readonly bound: number;
  readonly boxes: number;
}

/** A search that can be stopped and gone on with. */
export interface Search {
  /** Divides boxes until the bound is within the gap of the best value, or `stop` says so. Returns where it stands. */
  advance(gap: number, stop: (boxes: number) => boolean): Standing;
  standing(): Standing;
  /** The boxes: one tree, or one for each face. */
  readonly trees: readonly TreeNode[];
}

/** Whether points can be scaled up to a face: quotient and condition keep their values on rays, or improve. */
function isHomogeneous(objective: Objective, count: number): boolean {
  const degree = (p: PositivePolynomial): number | undefined | null =>
    p.size === 0 ? null : homogeneousDegree(p, count);
  const [plus, minus, below] = [objective.plus, objective.minus, objective.below].map(degree);
  if (plus === undefined || minus === undefined || below === undefined || below === null) return false;
  const top = plus ?? minus;
  if (top === null || (plus !== null && minus !== null && plus !== minus)) return false;
  // A quotient that grows on rays has to be positive to be better at their end, one that falls negative.
  if (top > below ? minus !== null : top < below && plus !== null) return false;
  if (objective.condition === undefined) return true;
  const [above, under] = [objective.condition.plus, objective.condition.minus].map(degree);
  if (above === undefined || under === undefined) return false;
  return above === null || under === null || above >= under;
}

/** The polynomial on the face x_i = value, in the other variables; x_i keeps its place with exponent 0. */
function onFace(p: Float64Array, grid: Grid, axis: number, value: number, face: Grid): Float64Array {
  const n = (grid.degrees[axis] as number) + 1;
  const stride = grid.degrees.slice(0, axis).reduce((s, d) => s * (d + 1), 1);
  const result = new Float64Array(face.size);
  for (let i = 0; i < grid.size; i++) {
    const e = Math.floor(i / stride) % n;
    const target = (i % stride) + Math.floor(i / (stride * n)) * stride;
    result[target] = (result[target] as number) + (p[i] as number) * value ** e;
  }
  return result;
}

/**
 * Begins a search, or goes on with the trees of one.
 * @throws InputError for numbers beyond the range of doubles
 */
export function startSearch(
  objective: Objective,
  low: readonly number[],
  high: readonly number[],
  given?: readonly TreeNode[],
): Search {
  const count = low.length;
  const { condition } = objective;
  const polynomials = [
    objective.plus,
    objective.minus,
    objective.below,
    ...(condition ? [condition.plus, condition.minus] : []),
  ];
  const grid = gridOf(polynomials, count);
  const lists = polynomials.map((p) => powerCoefficients(p, grid));
  if (!lists.every((list) => list !== undefined) || !isInRange(lists, grid, low, high))
    throw new InputError("the rates leave the range of doubles", {
      hint: "choose units in which energies, temperatures and couplings are near 1",
    });
  const whole = preparedOf(grid, lists);
  const byFaces = count > 1 && isHomogeneous(objective, count);
  const faces = byFaces
    ? low.map((_, axis) => {
        const degrees = grid.degrees.map((d, i) => (i === axis ? 0 : d));
        const face = { degrees, size: degrees.reduce((n, d) => n * (d + 1), 1) };
        return preparedOf(
          face,
          lists.map((list) => onFace(list, grid, axis, high[axis] as number, face)),
          relativeError(grid),
        );
      })
    : [whole];
  const trees = given ?? faces.map((): TreeNode => ({}));
  if (trees.length !== faces.length) throw new InputError("the file holds the boxes of another search");

  let best = -Infinity;
  let at: readonly number[] | undefined;
  let boxes = 0;
  const heap: Box[] = [];
  const scratch = new Float64Array(grid.size);
  const of = (p: Float64Array, point: readonly number[]): number => valueInDoubles(p, grid, point, scratch);
  const quotient = (point: readonly number[]): number =>
    (of(whole.plus, point) - of(whole.minus, point)) / of(whole.below, point);
  /** By how much the condition is met, relatively; the errors of doubles count against it. */
  const margin = (point: readonly number[]): number => {
    if (!whole.condition) return 1;
    const [above, under] = [of(whole.condition.plus, point), of(whole.condition.minus, point)];
    return under === 0 ? 1 : (above * (1 - 4 * whole.error) - under) / under;
  };
  const offer = (point: readonly number[]): void => {
    const v = quotient(point);
    if (v > best) [best, at] = [v, point];
  };
  /** Takes the point, or where it does not meet the condition the last one that does on the way there. */
  const propose = (point: readonly number[]): void => {
    if (margin(point) >= 0) offer(point);
    if (margin(point) >= 0 || at === undefined) return;
    const from = at;
    const between = (t: number): number[] =>
      point.map((x, i) => {
        const [a, b] = [low[i] as number, high[i] as number];
        const start = from[i] as number;
        return Math.min(b, Math.max(a, start * (x / start) ** t));
      });
    let [inside, outside] = [0, 1];
    for (let i = 0; i < 40; i++) {
      const middle = (inside + outside) / 2;
      if (margin(between(middle)) >= 0) inside = middle;
      else outside = middle;
    }
    const edge = between(inside);
    if (inside > 0 && margin(edge) >= 0) offer(edge);
  };
  const place = (unit: readonly number[]): number[] =>
    unit.map((x, i) => {
      const [a, b] = [low[i] as number, high[i] as number];
      return x <= 0 ? a : x >= 1 ? b : Math.min(b, Math.max(a, a * (b / a) ** x));
    });
  const unitOf = (point: readonly number[]): number[] =>
    point.map((x, i) => {
      const [a, b] = [low[i] as number, high[i] as number];
      return b === a ? 0 : Math.log(x / a) / Math.log(b / a);
    });
  /** Uphill from a point; violations of the condition cost more and more. */
  const climb = (start: readonly number[]): void => {
    if (!whole.condition) {
      for (const size of [0.2, 0.02]) {
        const from = size === 0.2 ? start : (at ?? start);
        propose(place(minimiseInCube((u) => -quotient(place(u)), unitOf(from), size).point));
      }
      return;
    }
    if (margin(start) < 0) {
      const inside = place(minimiseInCube((u) => -Math.min(0, margin(place(u))), unitOf(start), 0.2).point);
      if (margin(inside) >= 0) offer(inside);
    }
    const scale = Math.max(1e-3, Math.abs(best === -Infinity ? quotient(start) : best));
    for (const weight of [1, 10, 100]) {
      const loss = (u: readonly number[]): number => {
        const point = place(u);
        return -quotient(point) / scale + weight * Math.max(0, -margin(point));
      };
      propose(place(minimiseInCube(loss, unitOf(at ?? start), weight === 1 ? 0.2 : 0.05).point));
    }
  };

  const judge = (
    face: number,
    lo: readonly number[],
    hi: readonly number[],
    node: TreeNode,
    multiplier = 0,
  ): Box => {
    boxes++;
    const found = bounded(faces[face] as Prepared, lo, hi, multiplier);
    node.leaf = found.bound === -Infinity ? "x" : ".";
    if (found.multiplier > 0) node.multiplier = decimal(found.multiplier);
    else delete node.multiplier;
    return { face, low: lo, high: hi, bound: found.bound, node, axis: found.axis };
  };
  const plant = (face: number, lo: readonly number[], hi: readonly number[], node: TreeNode): void => {
    const pending = [{ lo, hi, node }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { split } = next.node;
      if (split === undefined) {
        push(heap, judge(face, next.lo, next.hi, next.node, Number(next.node.multiplier ?? 0)));
        continue;
      }
      const { axis } = split;
      const cut = Number(split.at);
      if (!(cut > (next.lo[axis] as number) && cut < (next.hi[axis] as number)))
        throw new InputError("the subdivision of the box cannot be read");
      pending.push(
        { lo: next.lo, hi: next.hi.map((x, i) => (i === axis ? cut : x)), node: split.low },
        { lo: next.lo.map((x, i) => (i === axis ? cut : x)), hi: next.hi, node: split.high },
      );
    }
  };
  trees.forEach((node, face) =>
    plant(face, byFaces ? low.map((x, i) => (i === face ? (high[i] as number) : x)) : low, high, node),
  );
  const random = randomSource(1);
  climb(low.map((x, i) => Math.sqrt(x * (high[i] as number))));
  for (let i = 0; i < 3; i++) climb(place(low.map(() => random())));

  const standing = (): Standing => ({
    best,
    at,
    bound: Math.max(best, heap[0]?.bound ?? -Infinity),
    boxes,
  });
  return {
    trees,
    standing,
    advance(gap, stop) {
      for (;;) {
        const top = heap[0];
        if (top === undefined || top.bound <= best + gap || stop(boxes)) return standing();
        const cut = cutOf(top.low[top.axis], top.high[top.axis]);
        if (cut === undefined) return standing();
        pop(heap);
        const [low1, high1]: [TreeNode, TreeNode] = [{}, {}];
        const { node, axis } = top;
        const multiplier = Number(node.multiplier ?? 0);
        delete node.leaf;
        delete node.multiplier;
        node.split = { axis, at: cut, low: low1, high: high1 };
        const mid = Number(cut);
        const halves = [
          judge(
            top.face,
            top.low,
            top.high.map((x, i) => (i === axis ? mid : x)),
            low1,
            multiplier,
          ),
          judge(
            top.face,
            top.low.map((x, i) => (i === axis ? mid : x)),
            top.high,
            high1,
            multiplier,
          ),
        ];
        for (const half of halves) {
          push(heap, half);
          const before = best;
          propose(half.low.map((x, i) => Math.sqrt(x * (half.high[i] as number))));
          if (best > before + gap / 4) climb(at as readonly number[]);
        }
      }
    },
  };
}

function preparedOf(grid: Grid, lists: readonly Float64Array[], error = relativeError(grid)): Prepared {
  const [plus, minus, below, above, under] = lists as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array | undefined,
    Float64Array | undefined,
  ];
  return {
    grid,
    plus,
    minus,
    below,
    error,
    ...(above && under ? { condition: { plus: above, minus: under } } : {}),
  };
}

/**
 * A bound on a box, −Infinity where the condition fails all over it; the multiplier it is reached with; and the variable along which
 * the quotients of Bernstein coefficients change most.
 */
function bounded(
  p: Prepared,
  low: readonly number[],
  high: readonly number[],
  inherited: number,
): { bound: number; multiplier: number; axis: number } {
  const { grid, error } = p;
  const matrices = boxMatrices(grid, low, high);
  const [plus, minus, below] = [p.plus, p.minus, p.below].map((list) =>
    toBernstein(list, grid, matrices),
  ) as [Float64Array, Float64Array, Float64Array];
  const quotient = new Float64Array(grid.size);
  let bound = -Infinity;
  for (let k = 0; k < grid.size; k++) {
    const [a, b, c] = [plus[k] as number, minus[k] as number, below[k] as number];
    const q = (a - b) / c;
    quotient[k] = q;
    // The relative errors of three positive numbers, and of what is done with them here.
    const over = q + 4 * error * ((a + b) / c);
    if (over > bound) bound = over;
  }
  const axis = steepest(quotient, grid, low, high);
  if (p.condition === undefined) return { bound, multiplier: 0, axis };
  const [above, under] = [p.condition.plus, p.condition.minus].map((list) =>
    toBernstein(list, grid, matrices),
  ) as [Float64Array, Float64Array];
  let fails = true;
  for (let k = 0; k < grid.size && fails; k++)
    fails = (above[k] as number) * (1 + 4 * error) < (under[k] as number) * (1 - 4 * error);
  if (fails) return { bound: -Infinity, multiplier: 0, axis };
  const with_ = (multiplier: number): { bound: number; slope: number } => {
    let [top, slope] = [-Infinity, 0];
    for (let k = 0; k < grid.size; k++) {
      const [a, b, c] = [plus[k] as number, minus[k] as number, below[k] as number];
      const [g, h] = [above[k] as number, under[k] as number];
      const over = (a - b + multiplier * (g - h)) / c + (4 * error * (a + b + multiplier * (g + h))) / c;
      if (over > top) [top, slope] = [over, (g - h) / c];
    }
    return { bound: top, slope };
  };
  // The bound is convex in λ: where it falls at 0, its least value lies between two slopes of different sign.
  let [left, atLeft] = [0, with_(0)];
  if (atLeft.slope >= 0) return { bound: atLeft.bound, multiplier: 0, axis };
  let right = 1;
  let atRight = with_(right);
  for (let i = 0; i < 40 && atRight.slope < 0; i++) {
    [left, atLeft] = [right, atRight];
    right *= 4;
    atRight = with_(right);
  }
  let [found, multiplier] = atLeft.bound < atRight.bound ? [atLeft, left] : [atRight, right];
  for (let i = 0; i < 24 && atRight.slope > 0; i++) {
    // Where the two lines meet, or the middle.
    const meeting =
      (atRight.bound - atLeft.bound + atLeft.slope * left - atRight.slope * right) /
      (atLeft.slope - atRight.slope);
    const next = meeting > left && meeting < right ? meeting : (left + right) / 2;
    const there = with_(next);
    if (there.bound < found.bound) [found, multiplier] = [there, next];
    if (there.slope < 0) [left, atLeft] = [next, there];
    else [right, atRight] = [next, there];
    if (right - left <= 1e-6 * right) break;
  }
  // As it is written; what was good for a whole is good for its parts.
  return [Number(decimal(multiplier)), inherited, 0]
    .map((m) => ({ bound: with_(m).bound, multiplier: m, axis }))
    .reduce((a, b) => (b.bound < a.bound ? b : a));
}

/** Six digits, without a plus sign. */
const decimal = (x: number): string => String(Number(x.toPrecision(6))).replace("+", "");

/** The variable along which neighbouring quotients differ most. */
function steepest(
  quotient: Float64Array,
  { degrees, size }: Grid,
  low: readonly number[],
  high: readonly number[],
): number {
  let [axis, most] = [-1, -1];
  let stride = 1;
  degrees.forEach((d, i) => {
    const n = d + 1;
    if (d > 0 && (high[i] as number) > (low[i] as number)) {
      let range = 0;
      for (let k = 0; k < size; k++) {
        if (Math.floor(k / stride) % n === d) continue;
        const step = Math.abs((quotient[k + stride] as number) - (quotient[k] as number));
        if (step > range) range = step;
      }
      if (range * d > most) [axis, most] = [i, range * d];
    }
    stride *= n;
  });
  return axis;
}

/** A short decimal near the geometric mean of a < b, strictly between; undefined where none is left. */
function cutOf(a: number | undefined, b: number | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  const mean = Math.sqrt(a * b);
  for (const digits of [3, 5, 8, 12, 15]) {
    const text = String(Number(mean.toPrecision(digits)));
    const cut = Number(text);
    const least = (b / a) ** 0.25;
    if (cut > a * least && b > cut * least) return text;
  }
  return undefined;
}

function push(heap: Box[], box: Box): void {
  heap.push(box);
  let i = heap.length - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if ((heap[parent] as Box).bound >= box.bound) break;
    heap[i] = heap[parent] as Box;
    i = parent;
  }
  heap[i] = box;
}

function pop(heap: Box[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] as Box).bound > (heap[child] as Box).bound) child++;
    if ((heap[child] as Box).bound <= last.bound) break;
    heap[i] = heap[child] as Box;
    i = child;
  }
  heap[i] = last;
}
