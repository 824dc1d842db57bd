/** The junctions that `verify` examines when none is named. */
import { BUILT_IN_BATHS } from "../junction/bath.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { loadJunction } from "../junction/file/load.js";
import { parseShorthand } from "../junction/shorthand.js";

/** Ladders and spins between the anharmonic and the harmonic end. */
const LONGER: readonly string[] = [
  "solid-ladder:3-solid",
  "spin-ladder:3-metal",
  "solid-ladder:4-spin",
  "solid-ladder:6-solid",
  "spin-spin:1-solid",
  "solid-spin:3/2-solid",
  "metal-spin:1-solid",
];

/** The 18 junctions of two baths around two levels or an oscillator, ladders and spins. */
export function builtInGallery(): readonly string[] {
  const pairs = ["TLS", "HO"].flatMap((subsystem) =>
    BUILT_IN_BATHS.flatMap((left) => BUILT_IN_BATHS.map((right) => `${left}-${subsystem}-${right}`)),
  );
  return [...pairs, ...LONGER];
}

/** The gallery with the junction files of examples/, where that folder is found beside the program. Node only. */
export async function gallery(): Promise<readonly Junction[]> {
  return [...builtInGallery().map(parseShorthand), ...(await exampleJunctions())];
}

async function exampleJunctions(): Promise<readonly Junction[]> {
  const { readdir, readFile } = await import("node:fs/promises");
  // From src/verify/ while developing and from the bundle in dist/src/; from dist/src/verify/ in the package.
  for (const folder of ["../../examples/", "../../../examples/"]) {
    const place = new URL(folder, import.meta.url);
    const names = await readdir(place).catch(() => undefined);
    if (!names) continue;
    const found: Junction[] = [];
    for (const name of names.filter((n) => n.endsWith(".json")).sort()) {
      const file = new URL(name, place);
      const data: unknown = JSON.parse(await readFile(file, "utf8"));
      // Other examples (claims, sweeps) are no junctions.
      if (typeof data !== "object" || data === null || !("subsystem" in data)) continue;
      const junction = await loadJunction(decodeURIComponent(file.pathname));
      if (hasFormalFunctions(junction)) continue;
      found.push({ ...junction, name: `examples/${name}` });
    }
    return found;
  }
  return [];
}

/** A rate that is known only by name has no numbers to compare. */
function hasFormalFunctions({ left, right }: Junction): boolean {
  return left.formalFunctions.length + right.formalFunctions.length > 0;
}

/** @throws InputError if there is nothing to compare for this junction */
export function requireNumbers(junction: Junction): void {
  if (!hasFormalFunctions(junction)) return;
  throw new InputError("a rate known only by name has no numbers to verify with", {
    where: junction.name,
    hint: "give the bath as `custom`, with an expression in T",
  });
}
