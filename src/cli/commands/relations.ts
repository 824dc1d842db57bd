/** `heatdiode relations`: response relations between the series of the cumulants, each proved. */
import { parseBindings } from "../../model/point.js";
import { loadJunction } from "../../junction/file/load.js";
import { withNamesKept } from "../../junction/junction.js";
import { toText } from "../../expression/ascii.js";
import { wrap } from "../../input/fold-lines.js";
import { type RunCommand } from "../command.js";
import { type Relation, type Relations, responseRelations, termsLatex } from "../../statistics/relations.js";

const DEFAULT_ORDER = 4;
const COLUMNS = 80;

export const run: RunCommand = async (argument, options) => {
  const loaded = await loadJunction(argument, options);
  const values = parseBindings(options.at, loaded, { allowDelta: false });
  const parameters = new Map([...values].filter(([name]) => name !== "T_a"));
  const found = responseRelations(
    withNamesKept(loaded, parameters),
    options.order ?? DEFAULT_ORDER,
    parameters,
  );
  switch (options.format) {
    case "json":
      return { text: JSON.stringify(json(found), null, 2), exitCode: failed(found) ? 1 : 0 };
    case "latex":
      return { text: found.relations.map((r) => `${r.leftLatex} = ${termsLatex(r.terms)}`).join("\n") };
    default:
      return { text: text(found), exitCode: failed(found) ? 1 : 0 };
  }
};

/** A relation that the normal form contradicts would be a defect: exit status 1. */
const failed = ({ relations, general }: Relations): boolean =>
  general === undefined && relations.some((r) => !r.proved);

function text({ junction, relations, general }: Relations): string {
  const head = `${junction.name}: G(lambda) = G(-lambda - A), A = 1/T_R - 1/T_L = 4*Delta/(T_a^2 - Delta^2), makes the odd part of G in lambda tanh((A/2)*d/dlambda) of the even part; order by order in Delta (J = sum of alpha_k*Delta^k, S: sigma_k, kappa_n: kappan_k)`;
  const line = (r: Relation): string[] =>
    wrap(
      `${toText(r.left)} = ${toText(r.right)}${general === undefined ? (r.proved ? "  (proved)" : "  (FAILS)") : ""}`,
      COLUMNS,
      "  ",
      "      ",
    );
  const end =
    general === undefined
      ? "each proved by the normal form of left - right for this junction; in general by the certificate of the fluctuation theorem (statistics --json)"
      : `proved by the certificate of the fluctuation theorem (statistics --json); not by normal form: ${general}`;
  return [
    ...wrap(head, COLUMNS, "", "  "),
    "",
    ...relations.flatMap(line),
    "",
    ...wrap(end, COLUMNS, "", ""),
  ].join("\n");
}

function json({ junction, order, relations, general }: Relations): object {
  return {
    junction: junction.name,
    order,
    relations: relations.map((r) => ({
      left: toText(r.left),
      right: toText(r.right),
      latex: `${r.leftLatex} = ${termsLatex(r.terms)}`,
      proved: general === undefined ? r.proved : true,
      by: general === undefined ? "normal form" : "fluctuation theorem",
    })),
    ...(general === undefined ? {} : { general }),
  };
}
