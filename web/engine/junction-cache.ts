/** Junctions and expansions that were made already: a few of the latest, so that memory stays bounded. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { conditions, type Conditions } from "../../src/conditions/conditions.js";
import { expansion, type JunctionExpansion } from "../../src/expansion/expansion.js";
import { parseJunctionData } from "../../src/junction/file/data.js";
import { junctionOf } from "../../src/junction/file/parse.js";
import { type JunctionData } from "../../src/junction/file/schema.js";
import { type Junction } from "../../src/junction/junction.js";
import { parseShorthand } from "../../src/junction/shorthand.js";
import { type Quantity } from "../state/view-state.js";

const MOST_KEPT = 6;

/** A map that forgets what was used least recently. */
function recent<V>(limit = MOST_KEPT): (key: string, make: () => V) => V {
  const kept = new Map<string, V>();
  return (key, make) => {
    const value = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}

/** What the worker remembers of the junctions it was asked about. */
export interface JunctionCache {
  junction(source: string): Promise<Junction>;
  /** In symbols, as everything below. */
  conditions(source: string): Promise<Conditions>;
  expansion(source: string, quantity: Quantity): Promise<JunctionExpansion>;
  expression(source: string, quantity: Quantity, k: number): Promise<Expression>;
}

export function junctionCache(): JunctionCache {
  const junctions = recent<Promise<Junction>>();
  const verdicts = recent<Promise<Conditions>>();
  const expansions = recent<Promise<JunctionExpansion>>();
  const expressions = recent<Promise<Expression>>(8 * MOST_KEPT);
  const cache: JunctionCache = {
    junction: (source) => junctions(source, () => loadJunction(source)),
    conditions: (source) => verdicts(source, async () => conditions(inSymbols(await cache.junction(source)))),
    expansion: (source, quantity) =>
      expansions(`${quantity} ${source}`, async () =>
        expansion(inSymbols(await cache.junction(source)), quantity),
      ),
    expression: (source, quantity, k) =>
      expressions(`${quantity} ${k} ${source}`, async () =>
        (await cache.expansion(source, quantity)).expression(k),
      ),
  };
  return cache;
}

/** The junction without the values of its file: those are on the sliders, and formulas stay in symbols. */
export const inSymbols = (junction: Junction): Junction => ({ ...junction, bound: new Map() });

async function loadJunction(source: string): Promise<Junction> {
  if (!source.startsWith("{")) return parseShorthand(source);
  return junctionOf(await fileData(source));
}

/** The content of a junction file from its text, checked. @throws InputError */
export async function fileData(text: string): Promise<JunctionData> {
  // Before zod makes its first schema: it would otherwise try `new Function`, which the page's policy reports.
  (await import("zod")).config({ jitless: true });
  return parseJunctionData(text);
}
