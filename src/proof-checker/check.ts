/**
 * The independent proof checker: re-verifies a certificate by expanding polynomials. It shares no algebra with the
 * program that writes certificates; docs/proofs.md says what each step establishes.
 */
import { type Certificate, INDEPENDENCE } from "../certificate/format.js";
import { type SizeBound } from "../input/size-limit.js";
import { checkIdentity, type Identity } from "./identity.js";
import { checkStatements } from "./statements.js";
import { checkLeaf } from "./leaf.js";
import { type Expanded, demand, plus, ProofError, sameUpToSign } from "./algebra/polynomial.js";
import { readPolynomial } from "./algebra/reader.js";
import { type Ring, ringOf } from "./algebra/ring.js";
import { asCertificate } from "./shape.js";
import { type Statement, statementOf } from "./statement.js";
import { type CheckedLeaf, checkTree } from "./cases.js";

/** What the checker found. */
export interface ProofCheck {
  readonly accepted: boolean;
  /** What is wrong, if the certificate is rejected. */
  readonly reason?: string;
  /** What was verified, in order. */
  readonly verified: readonly string[];
  /** What is proved, of which junction and under which assumptions; of an accepted certificate only. */
  readonly statement?: Statement;
}

/** A certificate that was accepted, with what was found on the way. */
export interface Examined {
  readonly certificate: Certificate;
  readonly ring: Ring;
  readonly identity: Identity;
}

/**
 * Checks a certificate read from JSON.
 * @param bound  how much is expanded at most
 * @throws InputError if it does not have the form of a certificate at all, or its expansions are too large
 */
export function checkProof(data: unknown, bound: SizeBound = {}): ProofCheck {
  return checkProofAnd(data, () => undefined, bound);
}

/**
 * The same, and what is to be checked beside the proof.
 * @param beside  throws ProofError for what is false
 */
export function checkProofAnd(
  data: unknown,
  beside: (examined: Examined) => void,
  bound: SizeBound = {},
): ProofCheck {
  const certificate = asCertificate(data);
  const verified: string[] = [];
  try {
    const examined = verify(certificate, (step) => verified.push(step), bound);
    beside(examined);
    return { accepted: true, verified, statement: statementOf(certificate, examined.ring) };
  } catch (error) {
    if (error instanceof ProofError) return { accepted: false, reason: error.message, verified };
    throw error;
  }
}

function verify(c: Certificate, done: (step: string) => void, bound: SizeBound): Examined {
  const ring = ringOf(c, bound);
  demand(c.variables.independence === INDEPENDENCE, "the argument for independence was altered");
  checkStatements(c);
  const identity = checkIdentity(c, ring, done);
  checkSystems(
    c,
    ring,
    identity,
    done,
    c.identity === "parts"
      ? "each system of equations makes E' = -E and r' = r, so that the current is odd"
      : "each system of equations makes every coefficient vanish",
  );
  return { certificate: c, ring, identity };
}

/** The systems of equations, the case distinction and the verdict of a certificate. */
export type Systems = Pick<Certificate, "leaves" | "parameters" | "tree" | "rectifies" | "vanishesIff">;

/**
 * Checks that the systems are sufficient, necessary, and what the verdict says.
 * @param sufficient  what is said of their sufficiency
 */
export function checkSystems(
  c: Systems,
  ring: Ring,
  { hypotheses, consequences, rates, divisors }: Omit<Identity, "current">,
  done: (step: string) => void,
  sufficient: string,
): void {
  const leaves = c.leaves.map((_, i) => checkLeaf(c, ring, consequences, divisors, i));
  done(sufficient);
  done("no denominator vanishes where a system holds");
  demand(
    leaves.every((a, i) => leaves.slice(0, i).every((b) => !sameSystem(a, b))),
    "a system is stated twice",
  );
  const complete = checkTree(c, ring, hypotheses, leaves, rates, divisors);
  if (complete) done("where no system holds, a coefficient does not vanish");
  checkVerdict(c, ring, hypotheses, leaves, complete);
  done(`so: ${c.rectifies}`);
}

/** The same equations, up to their order and signs. */
function sameSystem(a: CheckedLeaf, b: CheckedLeaf): boolean {
  return (
    a.equations.length === b.equations.length &&
    a.equations.every((e) => b.equations.some((f) => sameUpToSign(e, f)))
  );
}

function checkVerdict(
  c: Systems,
  ring: Ring,
  coefficients: readonly Expanded[],
  leaves: readonly CheckedLeaf[],
  complete: boolean,
): void {
  const equation = (text: string): Expanded => {
    const sides = text.split("=").map((side) => readPolynomial(side, ring.plain));
    demand(sides.length === 2, "an equation without its two sides");
    return plus(sides[0] as Expanded, sides[1] as Expanded, -1n);
  };
  const stated = c.vanishesIff.map((list) => list.map(equation));
  if (!complete) {
    demand(c.rectifies === "undecided" && stated.length === 1, "the verdict is claimed but a case is open");
    const [raw] = stated as [Expanded[]];
    demand(
      coefficients.every((p) => raw.some((e) => sameUpToSign(e, p))) &&
        raw.every((e) => coefficients.some((p) => sameUpToSign(e, p))),
      "the raw equations are not the coefficients",
    );
    return;
  }
  demand(
    stated.length === leaves.length &&
      stated.every((list, i) => {
        const { equations } = leaves[i] as CheckedLeaf;
        return (
          list.length === equations.length && list.every((e, k) => sameUpToSign(e, equations[k] as Expanded))
        );
      }),
    "the conditions are not those proved",
  );
  const expected =
    leaves.length === 0 ? "always" : leaves.some((l) => l.equations.length === 0) ? "never" : "conditionally";
  demand(c.rectifies === expected, `the verdict is ${c.rectifies}, what is proved is ${expected}`);
  demand(expected !== "never" || leaves.length === 1, "the systems are not irredundant");
}
