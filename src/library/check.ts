/** `check` and `verify`: a claim of the user's decided; heatdiode's own claims compared with independent ways. */
import { type ClaimVerdict, claimAbout, decideClaim } from "../claim/decide.js";
import { parseRelations, underRelations } from "../exact/named/inequalities.js";
import { replaceSymbol } from "../expression/substitute.js";
import { loadExpressionParser } from "../expression/parse.js";
import { type Junction } from "../junction/junction.js";
import { type Verification, type VerifyOptions } from "../verify/verify.js";
import { guard } from "./guard.js";
import { bind, type Values } from "./values.js";

/** Under which relations, and in which limit, a claim is to hold. */
export interface CheckOptions {
  /** Relations such as `"Gamma_L = Gamma_R"`. */
  readonly assume?: string;
  /** Compare to leading order in this parameter. */
  readonly leading?: string;
  /** Compare in the limit of a gap small against the temperatures. */
  readonly classical?: boolean;
  /** Exact values at which the claim is made; what is not named stays free. */
  readonly at?: Values;
}

/**
 * Decides `alpha_k = …`, `J = …`, `R = …` or `contrast = …`, in ASCII names or LaTeX: proved, refuted with a certified
 * counterexample, or undecided with the reason.
 * @throws InputError for a claim that cannot be read, and for names that the junction does not have
 */
export async function check(
  subject: Junction,
  claim: string,
  options: CheckOptions = {},
): Promise<ClaimVerdict> {
  guard(subject, options, ["assume", "leading", "classical", "at"]);
  const { assume, at, ...limits } = options;
  const parse = await loadExpressionParser();
  const { claim: read, junction } = claimAbout(claim, subject, parse);
  const { quantity, formula } = read;
  const relations = parseRelations(assume ?? "", junction, parse);
  const put = relations.equations.reduce((e, { name, value }) => replaceSymbol(e, name, value), formula);
  const assumed = underRelations(junction, relations);
  const values = bind(assumed, at ?? {}, { delta: true, complete: false });
  return decideClaim(assumed, { quantity, formula: put }, { ...limits, at: values });
}

const VERIFY_OPTIONS: readonly (keyof VerifyOptions)[] = [
  "order",
  "printedOrder",
  "opinionLimit",
  "opinionBudget",
  "seed",
  "derive",
  "onProgress",
];

/**
 * Compares the exact results of a junction with jets, rates, steady states, the printed formulas read by mathjs, and
 * other systems' algebra. Node only: the other systems work in threads.
 * @throws InputError for a junction whose rates have no numbers
 */
export async function verify(junction: Junction, options: VerifyOptions = {}): Promise<Verification> {
  guard(junction, options, VERIFY_OPTIONS);
  const verification = await import("../verify/verify.js");
  return verification.verify([junction], options);
}
