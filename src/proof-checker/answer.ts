/**
 * The answer of `conditions --json` around a certificate: which of its claims follow from the proof and were checked, and
 * which lie outside it. A claim that is checked and false rejects the answer.
 */
import { type SizeBound } from "../input/size-limit.js";
import { checkProofAnd, type Examined, type ProofCheck } from "./check.js";
import { classOf } from "./class.js";
import { directionAgrees } from "./direction.js";
import { entry, evenPartClaim, hClaim, wrong } from "./printed.js";
import { demand } from "./algebra/polynomial.js";
import { lowestEvenOrder } from "./order.js";

/** What the checker found of an answer. */
export interface AnswerCheck extends ProofCheck {
  /** Keys of the answer whose content was checked against the proof. */
  readonly checked: readonly string[];
  /** Keys, or parts of them, of which the proof says nothing, with the reason. */
  readonly outside: readonly string[];
}

/** Checks an answer with its certificate under `proof`. @throws InputError as `checkProof` does */
export function checkAnswer(answer: ReadonlyMap<string, unknown>, bound: SizeBound = {}): AnswerCheck {
  const checked: string[] = [];
  const outside: string[] = [];
  const beside = (examined: Examined): void => {
    for (const [key, value] of answer) {
      if (key === "proof") continue;
      const verdict = CLAIMS.get(key)?.(value, examined, answer);
      if (verdict === true) checked.push(key);
      else outside.push(verdict === undefined ? key : `${key}: ${verdict}`);
      if (verdict === true && entry(value, "latex") !== undefined) outside.push(`${key}.latex`);
    }
    for (const key of ["junction", "rectifies", "vanishesIff"])
      demand(answer.has(key), `the answer's "${key}" is missing`);
  };
  const result = checkProofAnd(answer.get("proof"), beside, bound);
  return { ...result, checked, outside };
}

/** True if the claim was checked; else why it is not, or not wholly. @throws ProofError if it is false */
type Claim = (value: unknown, examined: Examined, answer: ReadonlyMap<string, unknown>) => true | string;

const verbatim =
  (key: "junction" | "rectifies" | "vanishesIff"): Claim =>
  (value, { certificate }) => {
    demand(JSON.stringify(value) === JSON.stringify(certificate[key]), wrong(key));
    return true;
  };

const CLAIMS = new Map<string, Claim>([
  ["junction", verbatim("junction")],
  ["rectifies", verbatim("rectifies")],
  [
    "vanishesIff",
    (value, examined, answer) => {
      verbatim("vanishesIff")(value, examined, answer);
      return examined.certificate.rectifies === "undecided"
        ? "the raw equations are necessary; that they suffice is not proved"
        : true;
    },
  ],
  ["type", typeClaim],
  ["lowestEvenOrder", orderClaim],
  ["evenPart", evenPartClaim],
  ["h", hClaim],
  ["direction", directionAgrees],
  ["exceptions", everywhereClaim((value) => Array.isArray(value) && value.length === 0)],
  ["validFor", everywhereClaim((value) => value === "all energies")],
  ["assume", () => "the equations are in the couplings and rates shown above; their text is not compared"],
]);

function typeClaim(value: unknown, { certificate, ring, identity }: Examined): true | string {
  const { rectifies } = certificate;
  if (rectifies === "never" || rectifies === "undecided") {
    demand(value === null, wrong("type"));
    return true;
  }
  if (certificate.identity === "coherences") {
    demand(value === null, `${wrong("type")}: the classes are those of rate equations`);
    return true;
  }
  if (certificate.identity === "levels")
    return "the class of general levels is not worked out by the checker";
  const found = classOf(ring, identity.current, identity.consequences);
  if (found !== undefined) {
    demand(value === found, `${wrong("type")}: it is ${found}`);
    return true;
  }
  demand(value === "A" || value === "A and B", wrong("type"));
  return "not B alone; which of A, and A and B, is not worked out by the checker";
}

function orderClaim(value: unknown, { certificate, ring, identity }: Examined): true | string {
  const found = lowestEvenOrder(certificate, ring, identity.current);
  if (found === undefined) return "not worked out by the checker";
  demand(value === found, `${wrong("lowestEvenOrder")}: it is ${String(found)}`);
  return true;
}

/** With one energy, or where heat is never rectified, the verdict has no exceptions among the energies. */
function everywhereClaim(plain: (value: unknown) => boolean): Claim {
  return (value, { certificate }) => {
    if (certificate.variables.energies.length > 1 && certificate.rectifies !== "never")
      return "the proof is for energies without integer relations";
    demand(plain(value), "exceptions are claimed where the proof has none");
    return true;
  };
}
