/** Data from files against a zod schema, and the place of whatever is wrong with it. */
import type * as Zod from "zod";
import { InputError, excerpt } from "./errors.js";

/** The data in the shape of the schema. @throws InputError for what is wrong with it, a misspelt key first */
export function validated<S extends Zod.ZodType>(schema: S, data: unknown): Zod.output<S> {
  // Without generated code, as a strict browser policy demands.
  const result = schema.safeParse(data, { jitless: true });
  if (result.success) return result.data;
  const { issues } = result.error;
  // A misspelt key is also a key that is missing: the spelling is the cause.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const steps = (issue?.path ?? []).map((step) =>
    typeof step === "number" ? `[${step}]` : `.${excerpt(String(step))}`,
  );
  const where = steps.join("").replace(/^\./, "");
  throw new InputError(issue?.message ?? "not as expected", { where: where === "" ? undefined : where });
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
