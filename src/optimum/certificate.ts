/** Bounds as certificates: the junction as stated, the question, and the boxes; `proof-checker/bound.ts` verifies them. */
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type BoundCertificate, type CertifiedBound, type StatedJunction } from "../certificate/format.js";
import { certificateNames } from "../certificate/names.js";
import { polynomialText } from "../certificate/text.js";
import { certificateHeader, ladderModel } from "../conditions/proof/build.js";
import { statedLevels } from "../conditions/proof/levels.js";
import { exactCurrent } from "../exact/ladder-current.js";
import { levelsModel } from "../exact/levels-rates.js";
import { InputError } from "../input/errors.js";
import { type CoupledJunction } from "./jumps.js";
import { readTree, treeText, type TreeNode } from "./tree.js";

/** A certificate without the boxes: what is asked of which junction. */
export interface BoundQuestion {
  readonly junction: Exclude<StatedJunction, { readonly identity: "coherences" }>;
  readonly asked: Pick<CertifiedBound, "quantity" | "sense" | "temperatures" | "variables" | "condition">;
}

/** A junction as a certificate states it. */
export function statedJunction(
  { junction, field }: CoupledJunction,
  values: ReadonlyMap<string, ExactNumber>,
): BoundQuestion["junction"] {
  const names = certificateNames(field.variables);
  const poly = (p: Polynomial): string => polynomialText(p, names.all);
  if (junction.subsystem.kind === "ladder") {
    const current = exactCurrent(junction, values);
    return {
      ...certificateHeader(current, values),
      identity: "closed form",
      ...ladderModel(current, values, poly),
    };
  }
  return {
    ...certificateHeader({ junction, parameters: field.parameters, variables: field.variables }, values),
    identity: "levels",
    levels: statedLevels(levelsModel(junction, values), poly),
  };
}

/** The certificate of a search, finished or stopped. */
export function boundCertificate(
  { junction, asked }: BoundQuestion,
  trees: readonly TreeNode[],
  best: CertifiedBound["best"] | undefined,
  bound: string | undefined,
): BoundCertificate {
  return {
    ...junction,
    theorem: "bound",
    bounded: {
      ...asked,
      ...(best === undefined ? {} : { best }),
      ...(bound === undefined ? {} : { bound }),
      boxes: trees.map(treeText),
    },
  };
}

/**
 * The boxes of an earlier search for the same.
 * @param data what `optimise --save` or `--json` wrote
 * @throws InputError for a file of another question
 */
export function savedTrees(data: unknown, question: BoundQuestion): readonly TreeNode[] {
  const outer = entriesOf(data);
  const proof = outer.has("certificate") ? outer.get("certificate") : data;
  const { bounded, ...junction } = Object.fromEntries(entriesOf(proof)) as { readonly bounded?: unknown };
  const found = entriesOf(bounded);
  const boxes = found.get("boxes");
  for (const key of ["boxes", "best", "bound"]) found.delete(key);
  const same = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b);
  if (
    !Array.isArray(boxes) ||
    !same(junction, { ...question.junction, theorem: "bound" }) ||
    !same(Object.fromEntries(found), question.asked)
  )
    throw new InputError("the file holds the search for something else", {
      hint: "repeat the junction and the options it was begun with, or leave --resume out",
    });
  return boxes.map((text) => readTree(String(text)));
}

function entriesOf(data: unknown): Map<string, unknown> {
  return new Map(typeof data === "object" && data !== null ? Object.entries(data) : []);
}

/** JSON whose text does not depend on the order of keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, x: unknown) =>
    typeof x === "object" && x !== null && !Array.isArray(x)
      ? Object.fromEntries(Object.entries(x).sort(([a], [b]) => (a < b ? -1 : 1)))
      : x,
  );
}
