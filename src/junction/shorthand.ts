/** The shorthand `<left>-<subsystem>-<right>` of a junction, such as `spin-TLS-metal` or `solid-ladder:4-solid`. */
import { call, negative, product, quotient, symbol } from "../expression/tree.js";
import { BATHS, bathKind, builtInBath, type Bath, type Side, solidBath } from "./bath.js";
import { InputError, excerpt } from "../input/errors.js";
import { parseExactNumber } from "../input/exact-number.js";
import { junction, type Junction } from "./junction.js";
import { largeSpin, oscillator, SUBSYSTEMS, truncatedOscillator, twoLevels, type Ladder } from "./ladder.js";
import { nearest, suggestion } from "../input/suggest.js";

const BATH_WORDS: readonly string[] = BATHS.flatMap(({ kind, aliases }) => [kind, ...aliases]);
/** The word for the solid of {@link ohmicBath}: a record of its coupling, not a kind of bath. */
export const OHMIC = "ohmic";
const SUBSYSTEM_WORDS: readonly string[] = SUBSYSTEMS.map(({ shorthand }) => shorthand);
const SHAPE = "a junction is written <left>-<subsystem>-<right>, such as spin-TLS-metal, or is a .json file";

/** The junction that a shorthand names, in any case, with the default parameters. @throws InputError */
export function parseShorthand(text: string): Junction {
  const words = text.trim().split("-");
  const [left, middle, right] = words;
  if (left === undefined || middle === undefined || right === undefined || words.length !== 3) {
    throw new InputError(`${text.trim() === "" ? "an empty name" : excerpt(text)} names no junction`, {
      hint: SHAPE,
    });
  }
  return junction(bath(left, "L", text), ladder(middle, text), bath(right, "R", text));
}

function bath(word: string, side: Side, whole: string): Bath {
  if (word.toLowerCase() === OHMIC) return ohmicBath(side);
  const kind = bathKind(word);
  if (kind !== undefined) return builtInBath(kind, side);
  const what = word === "" ? "a bath is missing" : `unknown bath ${excerpt(word)}`;
  throw new InputError(what, { where: excerpt(whole), hint: suggestion(word, [...BATH_WORDS, OHMIC]) });
}

/** A solid with the spectral density of the spin-boson model, η ω e^{−ω/ω_c}, and one cut-off for both ends. */
function ohmicBath(side: Side): Bath {
  const omega = symbol("omega");
  const cutOff = call("exp", negative(quotient(omega, symbol("omega_c"))));
  return solidBath(side, product(symbol(`eta_${side}`), omega, cutOff));
}

function ladder(word: string, whole: string): Ladder {
  const [name = "", size, ...rest] = word.toLowerCase().split(":");
  try {
    if (rest.length === 0 && size === undefined && name === "tls") return twoLevels();
    if (rest.length === 0 && size === undefined && name === "ho") return oscillator();
    if (rest.length === 0 && size !== undefined && name === "ladder")
      return truncatedOscillator(levelCount(size));
    if (rest.length === 0 && size !== undefined && name === "spin") return largeSpin(parseExactNumber(size));
  } catch (error) {
    throw error instanceof InputError ? error.within(excerpt(whole)) : error;
  }
  if (rest.length === 0 && size === undefined && (name === "ladder" || name === "spin")) {
    const example = name === "ladder" ? "ladder:4" : "spin:3/2";
    throw new InputError(`${word} needs a size`, { where: excerpt(whole), hint: `such as ${example}` });
  }
  const what = word === "" ? "the subsystem is missing" : `unknown subsystem ${excerpt(word)}`;
  const near = nearest(name, SUBSYSTEM_WORDS.map(withoutSize));
  const meant = near === undefined ? undefined : SUBSYSTEM_WORDS.find((known) => withoutSize(known) === near);
  throw new InputError(what, { where: excerpt(whole), hint: suggestion(meant ?? word, SUBSYSTEM_WORDS) });
}

function withoutSize(word: string): string {
  return word.split(":")[0] ?? word;
}

function levelCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InputError(`${excerpt(text)} is not a number of levels`, {
    hint: "ladder:M takes an integer M, such as ladder:4",
  });
}
