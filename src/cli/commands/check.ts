/** `heatdiode check`: a formula of the user's, proved, refuted or left undecided with the reason. */
import { type Claim, type ClaimVerdict, claimAbout, decideClaim } from "../../claim/decide.js";
import { parseBindings } from "../../model/point.js";
import { type CommandOptions, type RunCommand } from "../command.js";
import { parseRelations, underRelations } from "../../exact/named/inequalities.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { InputError } from "../../input/errors.js";
import { loadExpressionParser } from "../../expression/parse.js";
import { loadJunction } from "../../junction/file/load.js";

export const run: RunCommand = async (argument, options) => {
  if (options.claim === undefined) {
    throw new InputError("a claim is missing", {
      hint: '--claim "alpha_2 = …", "J = …", "R = …" or "contrast = …"',
    });
  }
  const loaded = await loadJunction(argument, options);
  const parse = await loadExpressionParser();
  const { claim, junction } = claimAbout(options.claim, loaded, parse);
  const assumed = parseRelations(options.assume ?? "", junction, parse);
  const formula = assumed.equations.reduce(
    (e, { name, value }) => replaceSymbol(e, name, value),
    claim.formula,
  );
  const { leading, classical } = options;
  const put = underRelations(junction, assumed);
  const at = parseBindings(options.at, put, { allowDelta: true });
  const verdict = decideClaim(put, { ...claim, formula } satisfies Claim, { leading, classical, at });
  const text =
    options.format === "json"
      ? JSON.stringify({ claim: options.claim, ...verdict }, null, 2)
      : words(options.claim, verdict, under(options));
  return { text, exitCode: verdict.verdict === "proved" ? 0 : 1 };
};

/** Under which conditions the claim was decided. */
function under({ assume, at, leading, classical }: CommandOptions): string {
  const parts = [
    ...(assume === undefined ? [] : [`assuming ${assume}`]),
    ...(at === undefined ? [] : [`at ${at}`]),
    ...(leading === undefined ? [] : [`to leading order in ${leading}`]),
    ...(classical ? ["in the limit of a small gap"] : []),
  ];
  return parts.length === 0 ? "" : ` ${parts.join(", ")}`;
}

function words(claim: string, { verdict, counterexample, reason }: ClaimVerdict, under: string): string {
  const lines = [claim, `${verdict}${under}${reason === undefined ? "" : `: ${reason}`}`];
  if (counterexample) {
    const at = Object.entries(counterexample.at).map(([name, value]) => `${name} = ${value}`);
    lines.push(
      `at ${at.join(", ")}`,
      `  claimed ${counterexample.claimed}`,
      `  actual  ${counterexample.actual}`,
    );
  }
  return lines.join("\n");
}
