/** `heatdiode check-proof FILE`: re-verifies a certificate by expanding polynomials. */
import { type AnswerCheck, checkAnswer } from "../../proof-checker/answer.js";
import { checkProof, type ProofCheck } from "../../proof-checker/check.js";
import { checkBound } from "../../proof-checker/bound.js";
import { checkReversalAnswer } from "../../proof-checker/reversal.js";
import { checkTheorem } from "../../proof-checker/theorem.js";
import { type CommandOptions, type RunCommand } from "../command.js";
import { excerpt, InputError } from "../../input/errors.js";
import { type SizeBound } from "../../input/size-limit.js";
import { parseJson } from "../../input/exact-json.js";
import { readAndParse } from "../../junction/file/load.js";

/** Certificates of many levels are long. */
const CERTIFICATE_FILE = { limit: 256_000_000, hint: "give a file that `conditions --json` wrote" };

export const run: RunCommand = async (file, options) => {
  if (file === "")
    throw new InputError("a file is missing", {
      hint: "heatdiode conditions JUNCTION --json writes one, statistics, and optimise --prove",
    });
  const where = excerpt(file, 200);
  const data = await readAndParse(file, parseJson, CERTIFICATE_FILE);
  const results = certificatesIn(data, where, options).map(({ name, check }) => {
    try {
      return { name, ...check() };
    } catch (error) {
      throw error instanceof InputError ? error.within(where) : error;
    }
  });
  const accepted = results.every((r) => r.accepted);
  const text =
    options.format === "json"
      ? JSON.stringify({ file, accepted, results }, null, 2)
      : results.map(report).join("\n");
  return { text, exitCode: accepted ? 0 : 1 };
};

/** One certificate in words: what is proved and of what, under what it rests, what was checked, what was not. */
function report({ name, ...result }: Result): string {
  const { accepted, reason, verified, statement } = result;
  const steps = verified.map((step) => `  ${step}`);
  if (!accepted || statement === undefined)
    return [`${name}: REJECTED: ${reason ?? ""}`, ...steps].join("\n");
  const row = (title: string, text: string): string[] =>
    text === "" ? [] : [`  ${title.padEnd(12)}${text}`];
  return [
    `${name}${statement.special.length === 0 ? "" : ` with ${statement.special.join(", ")}`}: accepted: ${statement.claim}`,
    ...row("left", statement.left),
    ...row("right", statement.right),
    ...row("subsystem", statement.subsystem),
    ...row(
      "values",
      Object.entries(statement.values)
        .map(([key, value]) => `${key} = ${value}`)
        .join(", "),
    ),
    ...row("assuming", result.assume ?? ""),
    ...row("assumed", statement.assumed.join("; ")),
    ...row("checked", (result.checked ?? ["rectifies", "vanishesIff"]).join(", ")),
    ...row("not checked", (result.outside ?? []).join("; ")),
    ...steps,
  ].join("\n");
}

/** The check of a certificate, or of an answer with its certificate. */
type Result = ProofCheck &
  Partial<AnswerCheck> & {
    readonly name: string;
    /** `--assume` of the answer, as it was typed. */
    readonly assume?: string;
  };

interface Found {
  readonly name: string;
  readonly check: () => Omit<Result, "name">;
}

/** A certificate, the answer of `conditions --json` that holds one, or a list of these. */
function certificatesIn(data: unknown, where: string, options: CommandOptions): Found[] {
  const bound: SizeBound = {
    force: options.force,
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  };
  if (Array.isArray(data))
    return data.flatMap((item) => {
      if (Array.isArray(item))
        throw new InputError("a list in a list", { where, hint: "give a list of answers" });
      return certificatesIn(item, where, options);
    });
  const outer = new Map<string, unknown>(
    typeof data === "object" && data !== null ? Object.entries(data) : [],
  );
  const proof = outer.has("format") ? data : (outer.get("proof") ?? outer.get("certificate"));
  if (typeof proof !== "object" || proof === null) {
    throw new InputError("holds no certificate", {
      where,
      hint: "give a file that `conditions --json` wrote",
    });
  }
  const stated = new Map<string, unknown>(Object.entries(proof)).get("junction");
  const name = typeof stated === "string" ? excerpt(stated, 80) : "certificate";
  const { theorem } = Object.fromEntries(Object.entries(proof)) as { readonly theorem?: unknown };
  if (theorem === "bound")
    return [{ name, check: () => ({ ...checkBound(proof, bound), checked: ["bound"] }) }];
  if (theorem === "fluctuation theorem")
    return [{ name, check: () => ({ ...checkTheorem(proof, bound), checked: ["theorem"] }) }];
  if (theorem !== undefined) {
    const checked = ["theorem", ...(outer.has("format") ? [] : ["rectifies", "vanishesIff"])];
    return [{ name, check: () => ({ ...checkReversalAnswer(outer, proof, bound), checked }) }];
  }
  if (outer.has("format")) return [{ name, check: () => checkProof(data, bound) }];
  const assume = outer.get("assume");
  const typed = typeof assume === "string" ? { assume: excerpt(assume, 200) } : {};
  return [{ name, check: () => ({ ...checkAnswer(outer, bound), ...typed }) }];
}
