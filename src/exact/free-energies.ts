/**
 * Formulas where the values of energies have no short common unit, as measured decimals have not: their Boltzmann factors
 * would be enormous powers of one variable. The energies then stay symbols. Formulas in symbols hold at every value; a
 * verdict in symbols holds off the energies that it names as exceptions.
 */
import { symbolsOf } from "../expression/tree.js";
import { type Bindings } from "../junction/bindings.js";
import { ExponentError } from "../expression/energy-basis.js";
import { type Junction } from "../junction/junction.js";

/** What came of it, and the names of the energies whose values were not put in. */
interface FreeEnergies<T> {
  readonly result: T;
  readonly free: readonly string[];
}

/**
 * Does the work with the values, or where energies have no short common unit with those of the energies left out.
 * @param work  takes the junction without values of its own, and the values
 * @throws InputError where leaving them out does not help
 */
export async function withFreeEnergies<T>(
  junction: Junction,
  values: Bindings,
  work: (junction: Junction, values: Bindings) => T | Promise<T>,
): Promise<FreeEnergies<T>> {
  const unbound = { ...junction, bound: new Map() };
  try {
    return { result: await work(unbound, values), free: [] };
  } catch (error) {
    const { subsystem } = junction;
    const energies = subsystem.kind === "ladder" ? [subsystem.gap] : subsystem.energies;
    const free = [...new Set(energies.flatMap(symbolsOf))].filter((name) => values.has(name));
    if (!(error instanceof ExponentError) || free.length === 0) throw error;
    const rest = new Map([...values].filter(([name]) => !free.includes(name)));
    return { result: await work(unbound, rest), free };
  }
}

/** One line on what stayed a symbol; undefined where nothing did. */
export function freeEnergiesNote(free: readonly string[]): string | undefined {
  if (free.length === 0) return undefined;
  const one = free.length === 1;
  return `${free.join(", ")} ${one ? "stays a symbol: its value has" : "stay symbols: their values have"} no short common unit with the other energies`;
}
