/** `--assume "Gamma_L = Gamma_R, delta_R = 0"`: a junction with some parameters given in terms of others. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { type Bath, mapCoupled, rateBath } from "../junction/bath.js";
import { symbolsOf } from "../expression/tree.js";
import { InputError, excerpt } from "../input/errors.js";
import { CONSTANT_RULES, type ExpressionParser } from "../expression/parse.js";
import { type Junction, withParts } from "../junction/junction.js";
import { mapCoherent } from "../junction/coherent-levels.js";
import { mapLevels } from "../junction/levels.js";
import { metalIntegralBath } from "../junction/metal-spectrum.js";
import { replaceSymbol } from "../expression/substitute.js";
import { separated } from "./separate-levels.js";
import { type Subsystem } from "../junction/ladder.js";
import { suggestion } from "../input/suggest.js";

/** name := value. */
export interface Assumed {
  readonly name: string;
  readonly value: Expression;
}

/**
 * Reads equations `parameter = expression`, separated by commas.
 * @throws InputError unless one side is a parameter of the junction that the other side does not contain
 */
export function parseAssumptions(text: string, j: Junction, parse: ExpressionParser): Assumed[] {
  const names = j.parameters.map((p) => p.name);
  return text.split(/,|;/).map((part) => {
    const sides = part.split("=").map((side) => side.trim());
    const [left, right] = sides;
    if (left === undefined || right === undefined || sides.length !== 2) {
      throw new InputError(`${excerpt(part.trim())} is not an equation`, {
        where: "--assume",
        hint: 'write for example "Gamma_L = Gamma_R"',
      });
    }
    for (const [name, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (!names.includes(name)) continue;
      const value = parse(other, CONSTANT_RULES);
      const unknown = symbolsOf(value).find((s) => !names.includes(s));
      if (unknown !== undefined) {
        throw new InputError(`${j.name} has no ${excerpt(unknown)}`, {
          where: "--assume",
          hint: suggestion(unknown, names),
        });
      }
      if (!symbolsOf(value).includes(name)) return { name, value };
    }
    throw new InputError(`${excerpt(part.trim())} does not give a parameter of ${j.name}`, {
      where: "--assume",
      hint: `one side must be one of ${names.join(", ")}`,
    });
  });
}

/** The junction with the parameters replaced. Its name stays. */
export function assuming(j: Junction, list: readonly Assumed[]): Junction {
  return list.reduce((result, { name, value }) => {
    const put = (e: Expression): Expression => replaceSymbol(e, name, value);
    const bound = new Map([...result.bound].filter(([key]) => key !== name));
    return withParts(result, {
      left: bathWith(result.left, put),
      subsystem: subsystemWith(result.subsystem, put),
      right: bathWith(result.right, put),
      bound,
    });
  }, j);
}

function bathWith(bath: Bath, put: (e: Expression) => Expression): Bath {
  if ("coupling" in bath) return mapCoupled(bath, put);
  if (bath.metal) return metalIntegralBath(bath.side, bath.metal.F.map(put), put(bath.metal.mu));
  return { ...rateBath(bath.side, put(bath.rate)), kind: bath.kind };
}

function subsystemWith(subsystem: Subsystem, put: (e: Expression) => Expression): Subsystem {
  if (subsystem.kind === "ladder") return { ...subsystem, gap: put(subsystem.gap) };
  if (subsystem.kind === "coherent") return mapCoherent(subsystem, put);
  return separated(mapLevels(subsystem, put));
}
