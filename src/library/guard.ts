/** What plain JavaScript gets wrong, said once for every function of the library. */
import { excerpt, InputError } from "../input/errors.js";
import { suggestion } from "../input/suggest.js";

/**
 * Checks what a function of the library was given: a junction, not its name nor a promise of it, and options that it knows.
 * @param subject  what stands where the junction is due
 * @param options  the options, absent or an object
 * @param known  names of the options
 * @param needed  those that must be there
 * @throws InputError saying what would be right
 */
export function guard(
  subject: unknown,
  options: unknown,
  known: readonly string[],
  needed: readonly string[] = [],
): void {
  requireJunction(subject);
  requireOptions(options, known);
  const missing = needed.find((key) => valueOf(options, key) === undefined);
  if (missing !== undefined) throw new InputError(`the option ${missing} is missing`);
  const at = valueOf(options, "at");
  if (at === undefined || (typeof at === "object" && at !== null && !Array.isArray(at))) return;
  throw new InputError("at is not an object of values by name", { hint: "write at: { T_L: 2, T_R: 1 }" });
}

function valueOf(options: unknown, key: string): unknown {
  return typeof options === "object" && options !== null ? Reflect.get(options, key) : undefined;
}

function requireJunction(subject: unknown): void {
  const due = (what: string, hint: string): InputError =>
    new InputError(`${what} where a junction is due`, { hint });
  if (typeof subject === "string")
    throw due(`the text ${excerpt(subject)}`, 'write junction("solid-TLS-solid")');
  if (subject instanceof Promise)
    throw due("a promise", "write await before junctionFrom, loadJunction or assume");
  const isJunction =
    typeof subject === "object" &&
    subject !== null &&
    ["left", "right", "subsystem", "parameters", "bound"].every((key) => key in subject);
  if (isJunction) return;
  const isFile =
    typeof subject === "object" && subject !== null && "left" in subject && "subsystem" in subject;
  if (isFile)
    throw due(
      "the content of a junction file",
      "write await junctionFrom({ left: …, subsystem: …, right: … })",
    );
  throw due(
    subject === undefined ? "nothing" : `a value of type ${typeof subject}`,
    'write junction("solid-TLS-solid")',
  );
}

function requireOptions(options: unknown, known: readonly string[]): void {
  if (options === undefined) return;
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InputError("options are an object", { hint: `with ${known.join(", ")}` });
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const hint = known.length === 0 ? "there are no options here" : suggestion(unknown, known);
  throw new InputError(`unknown option ${excerpt(unknown)}`, { hint });
}
