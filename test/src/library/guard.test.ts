/** Plain JavaScript that types would have refused: one clear line each, from every function of the library. */
import { describe, expect, it } from "vitest";
import * as library from "../../../src/index.js";

const diode = library.junction("solid-TLS-solid");
const AT = { T_L: 2, T_R: 1, omega: 1, Gamma_L: 1, Gamma_R: 3 };
type Loose = (...given: readonly unknown[]) => unknown;
const loose = library as unknown as Readonly<Record<string, Loose>>;
/** Every function that takes a junction and options, with options that are right. */
const FUNCTIONS: readonly (readonly [name: string, call: (subject: unknown, more?: object) => unknown])[] = [
  ["expand", (s, more) => loose["expand"]?.(s, { order: 1, ...more })],
  ["conditions", (s, more) => loose["conditions"]?.(s, { ...more })],
  ["evaluate", (s, more) => loose["evaluate"]?.(s, { at: AT, ...more })],
  ["sensitivities", (s, more) => loose["sensitivities"]?.(s, { at: AT, ...more })],
  ["current", (s, more) => loose["current"]?.(s, { ...more })],
  ["check", (s, more) => loose["check"]?.(s, "alpha_0 = 0", { ...more })],
  ["verify", (s, more) => loose["verify"]?.(s, { ...more })],
  ["scan", (s, more) => loose["scan"]?.(s, { axes: { omega: [1] }, at: AT, ...more })],
  ["transitions", (s, more) => loose["transitions"]?.(s, { at: AT, ...more })],
  [
    "optimise",
    (s, more) => loose["optimise"]?.(s, { maximise: "R", over: { omega: [1, 2] }, at: AT, ...more }),
  ],
];

describe.each(FUNCTIONS)("%s", (_name, call) => {
  const message = async (work: () => unknown): Promise<string> => {
    try {
      await work();
    } catch (error) {
      expect(error).toBeInstanceOf(library.InputError);
      return error instanceof Error ? error.message : "";
    }
    return "nothing wrong";
  };

  it("refuses a promise, a name, a file's content, nothing", async () => {
    const file = { left: { bath: "solid" }, right: { bath: "solid" }, subsystem: { kind: "TLS" } } as const;
    expect(await message(() => call(library.junctionFrom(file)))).toMatch(
      /^a promise where a junction is due; write await/,
    );
    expect(await message(() => call("solid-TLS-solid"))).toMatch(
      /^the text solid-TLS-solid where a junction is due/,
    );
    expect(await message(() => call(file))).toMatch(
      /^the content of a junction file where a junction is due/,
    );
    expect(await message(() => call(undefined))).toMatch(/^nothing where a junction is due/);
    expect(await message(() => call(7))).toMatch(/^a value of type number where a junction is due/);
  });

  it("refuses an option that it does not have", async () => {
    expect(await message(() => call(diode, { ordr: 4 }))).toMatch(
      /^unknown option ordr; (did you mean order\?|known: )/,
    );
  });
});

describe("values", () => {
  it.each([
    [() => loose["evaluate"]?.(diode), /^the option at is missing/],
    [() => loose["evaluate"]?.(diode, { at: "T_L=2" }), /^at is not an object of values by name/],
    [() => loose["evaluate"]?.(diode, { at: { ...AT, omega: null } }), /omega = null is not a number/],
    [() => loose["evaluate"]?.(diode, { at: { ...AT, omega: NaN } }), /omega = NaN is not a number/],
    [() => loose["scan"]?.(diode), /^the option axes is missing/],
  ])("that are missing or none: %s", (work, message) => {
    expect(work).toThrow(message);
  });

  it("of a file as text belong to another function", async () => {
    await expect(loose["junctionFrom"]?.("{}")).rejects.toThrow(
      /^a text where the content of a junction file is due/,
    );
  });
});
