/**
 * Junction files (design.md §9): validated with zod, their expressions parsed exactly. Unknown keys are errors, so that
 * a misspelt one cannot pass unnoticed. zod runs without generated code, as a strict browser policy demands.
 */
import type * as Zod from "zod";
import type { ExactNumber, Expression } from "../symbolic/expression.js";
import { BATHS, bathKind, metalBath, rateBath, solidBath, spinBath, type Bath, type Side } from "./bath.js";
import { checkSign } from "./bindings.js";
import { boundValues, foldConstant } from "./constant-folding.js";
import { InputError, excerpt } from "./errors.js";
import { parseExactJson } from "./exact-json.js";
import { parseExactNumber } from "./exact-number.js";
import {
  CONSTANT_RULES,
  COUPLING_RULES,
  LAW_RULES,
  loadExpressionParser,
  RATE_RULES,
  type ExpressionRules,
} from "./expression-parser.js";
import { junctionSchemas, type JunctionSchemas } from "./junction-schema.js";
import { junction, type Junction } from "./junction.js";
import { generalLevels } from "./levels.js";
import { largeSpin, oscillator, truncatedOscillator, twoLevels, type Subsystem } from "./subsystem.js";
import { suggestion } from "./suggest.js";

/** The junction that the text of a junction file describes. @throws InputError naming the place in the file. */
export async function parseJunctionFile(text: string): Promise<Junction> {
  const data = parseExactJson(text);
  const [zod, parse] = await Promise.all([import("zod"), loadExpressionParser()]);
  const schemas = junctionSchemas(zod);
  const read: Reader = (source, where, rules) => placed(where, () => parse(source, rules));

  const file = validated(schemas.file, data, "");
  const left = bathOf(file.left, "left", "L", schemas, read);
  const right = bathOf(file.right, "right", "R", schemas, read);
  const subsystem = placed("subsystem", () => subsystemOf(file.subsystem, schemas, read));
  const whole = junction(left, subsystem, right);
  const bound = boundOf(file.parameters ?? {}, whole);
  checkValues(whole, bound);
  return { ...whole, bound };
}

/** Reads an expression that stands at a place in the file. */
type Reader = (source: string, where: string, rules: ExpressionRules) => Expression;

const OTHER_BATHS = ["custom", "law"];
const SUBSYSTEM_KINDS = ["TLS", "HO", "ladder", "spin", "levels"] as const;

function bathOf(
  data: { readonly bath: string },
  where: string,
  side: Side,
  schemas: JunctionSchemas,
  read: Reader,
): Bath {
  const kind = bathKind(data.bath);
  if (kind === "spin" || kind === "solid") {
    const { coupling } = validated(schemas.coupled, data, where);
    const make = kind === "spin" ? spinBath : solidBath;
    const parsed = optional(coupling, (text) => read(text, `${where}.coupling`, COUPLING_RULES));
    return placed(where, () => make(side, parsed));
  }
  if (kind === "metal") {
    const metal = validated(schemas.metal, data, where);
    const coupling = optional(metal.coupling, (text) => read(text, `${where}.coupling`, COUPLING_RULES));
    const delta = optional(metal.delta, (text) => read(text, `${where}.delta`, CONSTANT_RULES));
    const mu = optional(metal.mu, (text) => read(text, `${where}.mu`, CONSTANT_RULES));
    return placed(where, () => metalBath(side, coupling, delta, mu));
  }
  const word = data.bath.toLowerCase();
  if (OTHER_BATHS.includes(word)) {
    const { rate } = validated(schemas.rate, data, where);
    const tree = read(rate, `${where}.rate`, word === "law" ? LAW_RULES : RATE_RULES);
    return placed(`${where}.rate`, () => rateBath(side, tree));
  }
  const words = [...BATHS.flatMap(({ kind: known, aliases }) => [known, ...aliases]), ...OTHER_BATHS];
  throw new InputError(`unknown bath ${excerpt(data.bath)}`, {
    where: `${where}.bath`,
    hint: suggestion(data.bath, words),
  });
}

function subsystemOf(data: { readonly kind: string }, schemas: JunctionSchemas, read: Reader): Subsystem {
  const kind = SUBSYSTEM_KINDS.find((known) => known.toLowerCase() === data.kind.toLowerCase());
  const gapOf = (gap: string | undefined): Expression | undefined =>
    optional(gap, (text) => read(text, "gap", CONSTANT_RULES));
  switch (kind) {
    case "TLS":
      return twoLevels(gapOf(validated(schemas.plain, data, "").gap));
    case "HO":
      return oscillator(gapOf(validated(schemas.plain, data, "").gap));
    case "ladder": {
      const { levels, gap } = validated(schemas.ladder, data, "");
      return placed("levels", () => truncatedOscillator(Number(levels), gapOf(gap)));
    }
    case "spin": {
      const { S, gap } = validated(schemas.spin, data, "");
      return placed("S", () => largeSpin(parseExactNumber(S), gapOf(gap)));
    }
    case "levels": {
      const { energies, S, S_L, S_R } = validated(schemas.levels, data, "");
      const matrix = (rows: readonly (readonly string[])[] | undefined, key: string) =>
        rows?.map((row, i) => row.map((entry, j) => read(entry, `${key}[${i}][${j}]`, CONSTANT_RULES)));
      return generalLevels(
        energies.map((energy, i) => read(energy, `energies[${i}]`, CONSTANT_RULES)),
        { S: matrix(S, "S"), S_L: matrix(S_L, "S_L"), S_R: matrix(S_R, "S_R") },
      );
    }
    case undefined:
      throw new InputError(`unknown subsystem ${excerpt(data.kind)}`, {
        where: "kind",
        hint: suggestion(data.kind, SUBSYSTEM_KINDS),
      });
  }
}

function boundOf(
  texts: Readonly<Record<string, string>>,
  { parameters }: Junction,
): ReadonlyMap<string, ExactNumber> {
  const bound = new Map<string, ExactNumber>();
  for (const [name, text] of Object.entries(texts)) {
    const where = `parameters.${excerpt(name)}`;
    const known = parameters.find((parameter) => parameter.name === name);
    if (known === undefined) {
      const names = parameters.map((parameter) => parameter.name);
      throw new InputError("the junction has no such parameter", { where, hint: suggestion(name, names) });
    }
    placed(where, () => {
      const value = parseExactNumber(text);
      checkSign(known, value);
      bound.set(name, value);
    });
  }
  return bound;
}

/** Couplings, chemical potentials and gaps that have a value must be positive. */
function checkValues({ left, right, subsystem }: Junction, bound: ReadonlyMap<string, ExactNumber>): void {
  const positive = (e: Expression, where: string): void => {
    const value = foldConstant(e, boundValues(bound));
    if (value !== undefined && value.numerator <= 0n) {
      throw new InputError("the value is not positive", {
        where,
        hint: "couplings, mu and gaps must be positive",
      });
    }
  };
  for (const [bath, where] of [
    [left, "left"],
    [right, "right"],
  ] as const) {
    if ("coupling" in bath) positive(bath.coupling, `${where}.coupling`);
    if (bath.kind === "metal") positive(bath.mu, `${where}.mu`);
  }
  if (subsystem.kind === "ladder") positive(subsystem.gap, "subsystem.gap");
}

/** The data in the shape of the schema. @throws InputError for the first place where it differs. */
function validated<S extends Zod.ZodType>(schema: S, data: unknown, where: string): Zod.output<S> {
  const result = schema.safeParse(data, { jitless: true });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const steps = (issue?.path ?? []).map((step) =>
    typeof step === "number" ? `[${step}]` : `.${excerpt(String(step))}`,
  );
  const place = `${where}${steps.join("")}`.replace(/^\./, "");
  const what = excerpt(issue?.message ?? "not a junction", 200);
  const at = place === "" ? undefined : place;
  if (issue?.code !== "unrecognized_keys") throw new InputError(lowerFirst(what), { where: at });
  throw new InputError(`unknown key ${issue.keys.map((key) => excerpt(key)).join(", ")}`, {
    where: at,
    hint: suggestion(issue.keys[0] ?? "", schemaKeys(schema, issue.path)),
  });
}

/** Keys that a schema knows; nested places are given by the schemas of their own. */
function schemaKeys(schema: Zod.ZodType, path: readonly PropertyKey[]): readonly string[] {
  return path.length === 0 && "shape" in schema ? Object.keys(schema.shape as object) : [];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function placed<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

function optional<A, B>(value: A | undefined, map: (value: A) => B): B | undefined {
  return value === undefined ? undefined : map(value);
}
