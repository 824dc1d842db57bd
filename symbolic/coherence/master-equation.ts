/**
 * A master equation for the density matrix of N levels between two baths, as a real linear system over any field.
 *
 * In a basis in which the Hamiltonian H and every jump operator are real, ρ = U + iV with U symmetric and V antisymmetric, and
 *
 *     dU/dt = 𝒟(U) + HV − VH,     dV/dt = 𝒟(V) − HU + UH,
 *     𝒟(ρ) = Σ over channels of ½(AρBᵀ + BρAᵀ − BᵀAρ − ρAᵀB).
 *
 * A = kB is a jump operator of Lindblad form with its rate k (the secular and the unified equation, one channel for each
 * bath, cluster of gaps and direction); A = γ∘S, B = S, with γ the rate at each element's own gap, is Redfield's equation
 * without Lamb shift. Heat that the bath ν gives per unit time: J_ν = Tr[h 𝒟_ν(ρ)], h the energy that the channels exchange.
 *
 * Only what the populations reach is kept: starting from the diagonal, every element of U and V whose equation holds one
 * already kept. The others obey equations of their own, and are zero once they are.
 */
import { type Field } from "../ring/ring.js";
import { type Side } from "../thermal/variables.js";

/** A real N×N matrix by its nonzero elements. */
type SparseMatrix<T> = readonly { readonly row: number; readonly column: number; readonly value: T }[];

/** A and B of the head of this file. */
interface Channel<T> {
  readonly side: Side;
  readonly A: SparseMatrix<T>;
  readonly B: SparseMatrix<T>;
}

/** Hamiltonian, channels and the energy they exchange, all real in one basis. */
export interface MasterEquation<T> {
  readonly size: number;
  /** Symmetric; what turns coherences (ħ = 1). */
  readonly hamiltonian: SparseMatrix<T>;
  readonly channels: readonly Channel<T>[];
  /** h, symmetric. */
  readonly exchanged: SparseMatrix<T>;
}

/** An element of the density matrix that is kept: of U for row ≤ column, of V for row < column. */
interface Unknown {
  readonly part: "real" | "imaginary";
  readonly row: number;
  readonly column: number;
}

/** The linear system of a master equation. */
export interface LinearSystem<T> {
  /** Populations first, in the order of the levels. */
  readonly unknowns: readonly Unknown[];
  /** generator[r][c]: d(unknown r)/dt for unknown c = 1; the rows of the populations add up to zero. */
  readonly generator: readonly (readonly T[])[];
  /** J_L and J_R as linear functions of the unknowns: heat from that bath into the levels. */
  readonly heat: Readonly<Record<Side, readonly T[]>>;
}

type Dense<T> = Map<number, T>;

/** The system of what the populations reach. */
export function linearSystem<T>(field: Field<T>, equation: MasterEquation<T>): LinearSystem<T> {
  const { size, exchanged } = equation;
  const act = action(field, equation);
  const unknowns: Unknown[] = Array.from({ length: size }, (_, i) => ({ part: "real", row: i, column: i }));
  const places = new Map(unknowns.map((u, i) => [keyOf(u), i]));
  const columns: Map<number, T>[] = [];
  const heat: Record<Side, T[]> = { L: [], R: [] };
  // The list grows while it is walked.
  for (const unknown of unknowns) {
    const { rate, by } = act(unknown);
    const column = new Map<number, T>();
    for (const { part, place, value } of rate) {
      const [row, columnOf] = [Math.floor(place / size), place % size];
      if (row > columnOf || (part === "imaginary" && row === columnOf)) continue;
      const reached: Unknown = { part, row, column: columnOf };
      const key = keyOf(reached);
      let index = places.get(key);
      if (index === undefined) {
        index = unknowns.push(reached) - 1;
        places.set(key, index);
      }
      column.set(index, value);
    }
    columns.push(column);
    for (const side of ["L", "R"] as const) {
      heat[side].push(
        exchanged.reduce((sum, h) => {
          const change = by[side].get(h.column * size + h.row);
          return change === undefined ? sum : field.add(sum, field.multiply(h.value, change));
        }, field.zero),
      );
    }
  }
  const generator = unknowns.map((_, r) => columns.map((column) => column.get(r) ?? field.zero));
  return { unknowns, generator, heat };
}

const keyOf = ({ part, row, column }: Unknown): string => `${part} ${row} ${column}`;

interface Action<T> {
  readonly rate: readonly { readonly part: Unknown["part"]; readonly place: number; readonly value: T }[];
  /** 𝒟_ν of the real part; empty for an imaginary unknown, which carries no heat (h is symmetric). */
  readonly by: Readonly<Record<Side, Dense<T>>>;
}

/** What the equation makes of one unknown: d/dt of every element. */
function action<T>(
  field: Field<T>,
  { size, hamiltonian, channels }: MasterEquation<T>,
): (u: Unknown) => Action<T> {
  const half = field.invert(field.add(field.one, field.one));
  const prepared = channels.map(({ side, A, B }) => ({
    side,
    A,
    B,
    loss: transposedProduct(field, A, B, size),
  }));
  return ({ part, row, column }) => {
    const rho: Dense<T> = new Map([[row * size + column, field.one]]);
    if (row !== column) rho.set(column * size + row, part === "real" ? field.one : field.negate(field.one));
    const by: Record<Side, Dense<T>> = { L: new Map(), R: new Map() };
    for (const { side, A, B, loss } of prepared) {
      const sum = by[side];
      const put = (i: number, j: number, value: T): void =>
        addTo(field, sum, i * size + j, field.multiply(half, value));
      for (const [place, x] of rho) {
        const [k, l] = [Math.floor(place / size), place % size];
        for (const a of A) {
          for (const b of B) {
            // AρBᵀ, and BρAᵀ.
            if (a.column === k && b.column === l)
              put(a.row, b.row, field.multiply(a.value, field.multiply(x, b.value)));
            if (b.column === k && a.column === l)
              put(b.row, a.row, field.multiply(b.value, field.multiply(x, a.value)));
          }
        }
        for (const c of loss) {
          // −BᵀAρ, and −ρAᵀB.
          if (c.column === k) put(c.row, l, field.negate(field.multiply(c.value, x)));
          if (c.column === l) put(k, c.row, field.negate(field.multiply(c.value, x)));
        }
      }
    }
    const turned: Dense<T> = new Map();
    for (const [place, x] of rho) {
      const [k, l] = [Math.floor(place / size), place % size];
      for (const h of hamiltonian) {
        // Hρ − ρH.
        if (h.column === k) addTo(field, turned, h.row * size + l, field.multiply(h.value, x));
        if (h.row === l) addTo(field, turned, k * size + h.column, field.negate(field.multiply(x, h.value)));
      }
    }
    const other = part === "real" ? "imaginary" : "real";
    const rate = [
      ...[...sumOf(field, by.L, by.R)].map(([place, value]) => ({ part, place, value })),
      ...[...turned].map(([place, value]) => ({
        part: other,
        place,
        value: part === "real" ? field.negate(value) : value,
      })),
    ].filter(({ value }) => !field.isZero(value));
    return { rate: rate as Action<T>["rate"], by };
  };
}

/** BᵀA. */
function transposedProduct<T>(
  field: Field<T>,
  A: SparseMatrix<T>,
  B: SparseMatrix<T>,
  size: number,
): SparseMatrix<T> {
  const product: Dense<T> = new Map();
  for (const a of A) {
    for (const b of B) {
      if (a.row === b.row)
        addTo(field, product, b.column * size + a.column, field.multiply(b.value, a.value));
    }
  }
  return [...product].map(([place, value]) => ({
    row: Math.floor(place / size),
    column: place % size,
    value,
  }));
}

function addTo<T>(field: Field<T>, matrix: Dense<T>, place: number, value: T): void {
  const old = matrix.get(place);
  matrix.set(place, old === undefined ? value : field.add(old, value));
}

function sumOf<T>(field: Field<T>, a: Dense<T>, b: Dense<T>): Dense<T> {
  const sum = new Map(a);
  for (const [place, value] of b) addTo(field, sum, place, value);
  return sum;
}
