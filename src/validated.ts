/** Data from files against a zod schema, and the place of whatever is wrong with it. */
import type * as Zod from "zod";
import { InputError, excerpt } from "./errors.js";
import { suggestion } from "./suggest.js";

/** The data in the shape of the schema. @throws InputError for the first place where it differs. */
export function validated<S extends Zod.ZodType>(schema: S, data: unknown, where: string): Zod.output<S> {
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

/** Does the work; a complaint about input gets the place put in front. */
export function placed<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

/** map(value), or undefined where there is no value. */
export function optional<A, B>(value: A | undefined, map: (value: A) => B): B | undefined {
  return value === undefined ? undefined : map(value);
}
