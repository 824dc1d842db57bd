/**
 * Verifies a certificate of the fluctuation theorem: the stated generator is that of the junction, with the heat from the left bath
 * counted, and W(λ)ᵀ = D W(−A − λ) D⁻¹ holds entry by entry. With Y_i = e^{λ b_i} for the energies b_i, λ → −A − λ is
 *     Y_i → X_R,i/(X_L,i Y_i),
 * so that each entry is one identity between polynomials in the rates' variables for each power of Y.
 */
import {
  FLUCTUATION_COROLLARIES,
  FLUCTUATION_THEOREM,
  INDEPENDENCE,
  type TheoremCertificate,
} from "../certificate/format.js";
import { type SizeBound } from "../input/size-limit.js";
import {
  constantOf,
  demand,
  type Expanded,
  NOTHING,
  ProofError,
  times,
  toThe,
  variableOf,
} from "./algebra/polynomial.js";
import { checkBoltzmann, checkRate } from "./identity.js";
import { isConnected, transitionsOf } from "./algebra/levels.js";
import { equal } from "./algebra/quotient.js";
import { type Quotient, readQuotient } from "./algebra/reader.js";
import { coordinates, junctionNames, readFraction, type Ring, ringOf } from "./algebra/ring.js";
import { asTheorem } from "./shape.js";
import { checkStatements } from "./statements.js";
import { type ProofCheck } from "./check.js";
import { junctionStatement } from "./statement.js";

/** A jump as the junction makes it. */
interface Jump {
  readonly to: number;
  readonly from: number;
  readonly left: Quotient;
  readonly right: Quotient;
  readonly gap: readonly number[];
}

/**
 * Checks a certificate of the fluctuation theorem read from JSON.
 * @param bound  how much is expanded at most
 * @throws InputError if it does not have the form of one, or its expansions are too large
 */
export function checkTheorem(data: unknown, bound: SizeBound = {}): ProofCheck {
  const certificate = asTheorem(data);
  const verified: string[] = [];
  try {
    const ring = verify(certificate, (step) => verified.push(step), bound);
    return {
      accepted: true,
      verified,
      statement: {
        claim: "G(lambda) = G(-lambda - A), A = 1/T_R - 1/T_L",
        ...junctionStatement(certificate, ring),
      },
    };
  } catch (error) {
    if (error instanceof ProofError) return { accepted: false, reason: error.message, verified };
    throw error;
  }
}

function verify(c: TheoremCertificate, done: (step: string) => void, bound: SizeBound): Ring {
  const ring = ringOf(c, bound);
  demand(c.variables.independence === INDEPENDENCE, "the argument for independence was altered");
  demand(c.statement === FLUCTUATION_THEOREM, "the statement was altered");
  demand(
    c.corollaries.length === FLUCTUATION_COROLLARIES.length &&
      c.corollaries.every((text, i) => text === FLUCTUATION_COROLLARIES[i]),
    "the corollaries were altered",
  );
  checkStatements(c);
  const { size, jumps } = jumpsOf(c, ring);
  done("the rates are those of the baths, |S|^2 k(omega) down and exp(-omega/T) times that up");
  checkGenerator(c, ring, jumps, size);
  done(`the generator with the heat from the left bath counted: ${c.generator.length} entries`);
  checkSimilarity(c, ring, size);
  done(`W(lambda)^T = D*W(-A - lambda)*D^(-1): the ${size * size} entries, as polynomials`);
  done("a matrix, its transpose and what is similar to it have the same eigenvalues: the theorem");
  return ring;
}

/** What the junction does, from its statement: the jumps between each pair of levels, both ways. */
function jumpsOf(c: TheoremCertificate, ring: Ring): { size: number; jumps: readonly Jump[] } {
  const minus = (n: readonly number[]): number[] => n.map((e) => (e === 0 ? 0 : -e));
  if (c.identity !== "levels") {
    const gap = readQuotient(c.gap, junctionNames(ring));
    const n = coordinates(ring, gap);
    demand(n !== undefined && n.some((e) => e !== 0), "the gap is not a combination of the energies");
    const X = checkBoltzmann(c, ring, gap);
    const rates = (["L", "R"] as const).map((side) => checkRate(c, ring, side).rate) as [Quotient, Quotient];
    const up = rates.map((rate, i) => ({ ...rate, numerator: times(rate.numerator, X[i] as Expanded) })) as [
      Quotient,
      Quotient,
    ];
    return {
      size: 2,
      jumps: [
        { to: 0, from: 1, left: rates[0], right: rates[1], gap: minus(n) },
        { to: 1, from: 0, left: up[0], right: up[1], gap: n },
      ],
    };
  }
  const transitions = transitionsOf(c, ring);
  const size = c.levels.energies.length;
  demand(isConnected(size, transitions), "the levels are not connected");
  return {
    size,
    jumps: transitions.flatMap(({ upper, lower, gap, L, R }): Jump[] => {
      const n = coordinates(ring, gap);
      demand(n !== undefined, "a gap is not a combination of the energies");
      return [
        { to: upper, from: lower, left: L.up, right: R.up, gap: n },
        { to: lower, from: upper, left: L.down, right: R.down, gap: minus(n) },
      ];
    }),
  };
}

/** The stated entries are the jumps, all of them and no more. */
function checkGenerator(c: TheoremCertificate, ring: Ring, jumps: readonly Jump[], size: number): void {
  demand(c.generator.length === jumps.length, "the generator has an entry too many or too few");
  demand(
    c.D.length === size && c.D.every((n) => n.length === ring.energies.length),
    "D has not one entry for each level",
  );
  for (const jump of jumps) {
    const stated = c.generator.filter((e) => e.to === jump.to && e.from === jump.from);
    const [entry] = stated;
    demand(
      entry !== undefined && stated.length === 1,
      "an entry of the generator is missing or occurs twice",
    );
    const where = `entry (${jump.to}, ${jump.from})`;
    demand(
      entry.gap.length === jump.gap.length && entry.gap.every((e, i) => e === jump.gap[i]),
      `the heat of ${where} is not the difference of the energies`,
    );
    for (const side of ["left", "right"] as const) {
      const own = readFraction(ring, entry[side]);
      demand(own.denominator.size > 0, `${where} has a zero denominator`);
      demand(
        own.numerator.size > 0 || entry[side].denominator === "1",
        `${where}: no rate is written 0 over 1`,
      );
      demand(equal(own, jump[side]), `${where} is not the rate of the ${side} bath`);
    }
  }
}

/** W_mn(Y) = (D_n/D_m)·W_nm(X_R/(X_L Y)) for all n and m, each power of Y by itself. */
function checkSimilarity(c: TheoremCertificate, ring: Ring, size: number): void {
  const entries = new Map(c.generator.map((e) => [`${e.to},${e.from}`, e] as const));
  const D = (n: number): readonly number[] => c.D[n] as readonly number[];
  for (let n = 0; n < size; n++) {
    for (let m = 0; m < size; m++) {
      if (n === m) continue; // The diagonal is not counted and is its own transpose.
      const [here, there] = [entries.get(`${m},${n}`), entries.get(`${n},${m}`)];
      if (here === undefined && there === undefined) continue;
      demand(here !== undefined && there !== undefined, "an entry has no counterpart");
      // D_n/D_m = Π X_R^{D(m) − D(n)}, since D is made of exp(+energy/T_R).
      const ratio = D(m).map((e, i) => e - (D(n)[i] as number));
      const right = withFactor(ring, c, readFraction(ring, there.right), ratio, []);
      const drive = there.gap;
      const left = withFactor(
        ring,
        c,
        readFraction(ring, there.left),
        ratio.map((e, i) => e + (drive[i] as number)),
        drive.map((e) => -e),
      );
      demand(
        equal(readFraction(ring, here.right), right),
        `the identity of entry (${m}, ${n}) fails for the right bath`,
      );
      const counted = readFraction(ring, here.left);
      demand(equal(counted, left), `the identity of entry (${m}, ${n}) fails for the left bath`);
      demand(
        counted.numerator.size === 0 || here.gap.every((e, i) => e + (there.gap[i] as number) === 0),
        `the counted heats of (${m}, ${n}) and back do not cancel`,
      );
    }
  }
}

/** q·Π X_R,i^{r_i}·Π X_L,i^{l_i}. */
function withFactor(
  ring: Ring,
  c: TheoremCertificate,
  q: Quotient,
  r: readonly number[],
  l: readonly number[],
): Quotient {
  const first = 1 + c.variables.formalFunctions.length;
  const product = (positive: boolean): Expanded =>
    (
      [
        ["R", r],
        ["L", l],
      ] as const
    ).reduce<Expanded>(
      (p, [side, exponents]) =>
        exponents.reduce((f, e, i) => {
          const size = positive ? e : -e;
          return size > 0
            ? times(f, toThe(variableOf(ring.ends[side][first + i] as number, ring.count), size, ring.count))
            : f;
        }, p),
      constantOf(1n, ring.count),
    );
  return {
    numerator: q.numerator.size === 0 ? NOTHING : times(q.numerator, product(true)),
    denominator: times(q.denominator, product(false)),
  };
}
