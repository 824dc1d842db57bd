/**
 * The view as the fragment of the address: `#j=spin-TLS-metal&at=T_a=0.5,…&order=4`. Every part is checked before it is
 * used, since a link comes from anywhere; a link with a part that is not understood is refused as a whole, by that part.
 */
import { excerpt, InputError } from "../../src/input/errors.js";
import { shorthandOf, specOfShorthand } from "./junction-spec.js";
import {
  INITIAL,
  isValue,
  LARGEST_ORDER,
  LONGEST_CLAIM,
  type Quantity,
  type ViewState,
} from "./view-state.js";

const LONGEST_HASH = 200_000;
const NAME = /^[A-Za-z][A-Za-z0-9_']{0,60}$/;

/** The fragment without its `#`. Parts at their initial value are left out. */
export function toHash(state: ViewState): string {
  const shorthand = shorthandOf(state.spec);
  const at = Object.entries(state.values)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
  const parts: readonly (readonly [string, string])[] = [
    shorthand === undefined ? ["file", JSON.stringify(state.spec)] : ["j", shorthand],
    ["at", at],
    ["order", state.order === INITIAL.order ? "" : String(state.order)],
    ["q", state.quantity === INITIAL.quantity ? "" : state.quantity],
    ["form", state.form === INITIAL.form ? "" : state.form],
    ["x", state.sweep === INITIAL.sweep ? "" : state.sweep],
    ["show", state.sweepQuantity === INITIAL.sweepQuantity ? "" : state.sweepQuantity],
    ["y", state.mapBy],
    ["claim", state.claim],
    ["page", state.page === INITIAL.page ? "" : state.page],
  ];
  return parts
    .filter(([, text]) => text !== "")
    .map(([key, text]) => `${key}=${encodeURIComponent(text).replace(/%(2C|3D|3A|2F)/g, decodeURIComponent)}`)
    .join("&");
}

/** What a link asks for. */
export type Link =
  | {
      readonly kind: "view";
      readonly view: ViewState;
      /** The junction as the text of a file, which the engine reads; `view.spec` is then not that of the link. */
      readonly file?: string;
    }
  | { readonly kind: "problem"; readonly message: string };

const KEYS = ["j", "file", "at", "order", "q", "form", "x", "show", "y", "claim", "page"] as const;
type Key = (typeof KEYS)[number];
type Parts = ReadonlyMap<Key, string>;

/** The view that a fragment describes, parts left out as in {@link INITIAL}; or the part that is not understood. */
export function fromHash(hash: string): Link {
  const text = hash.replace(/^#/, "");
  try {
    if (text.length > LONGEST_HASH) throw new InputError(`the link has ${text.length} characters`);
    return { kind: "view", ...viewIn(partsOf(text)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kind: "problem", message: `This link is not understood: ${error.message}.` };
  }
}

function partsOf(text: string): Parts {
  const parts = new Map<Key, string>();
  for (const pair of text === "" ? [] : text.split("&")) {
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const key = KEYS.find((known) => known === name);
    const value = decoded(pair.slice(equals + 1));
    if (key === undefined || equals < 0 || value === undefined)
      throw new InputError(`${excerpt(pair)} is no part of a link of this page`);
    if (parts.has(key)) throw new InputError(`${key} is given twice`);
    parts.set(key, value);
  }
  return parts;
}

function viewIn(parts: Parts): { readonly view: ViewState; readonly file?: string } {
  const one = <T extends string>(key: Key, known: readonly T[], otherwise: T): T => {
    const text = parts.get(key);
    const found = text === undefined ? otherwise : known.find((word) => word === text);
    if (found === undefined) throw notKnown(key, text ?? "", `one of ${known.join(", ")}`);
    return found;
  };
  const name = (key: Key, otherwise: string): string => {
    const text = parts.get(key) ?? otherwise;
    if (text !== otherwise && !NAME.test(text)) throw notKnown(key, text, "the name of a parameter");
    return text;
  };
  const file = parts.get("file");
  const shorthand = parts.get("j");
  if (file !== undefined && shorthand !== undefined) throw new InputError("j and file exclude each other");
  const spec = shorthand === undefined ? INITIAL.spec : specOfShorthand(shorthand);
  if (spec === undefined)
    throw notKnown("j", shorthand ?? "", "a junction such as spin-TLS-metal or solid-ladder:4-solid");
  const view: ViewState = {
    page: one("page", ["junction", "paper"], INITIAL.page),
    spec,
    values: valuesIn(parts.get("at") ?? ""),
    order: orderIn(parts.get("order")),
    quantity: one("q", QUANTITIES, INITIAL.quantity),
    form: one("form", ["paper", "boltzmann"], INITIAL.form),
    sweep: name("x", INITIAL.sweep),
    sweepQuantity: one("show", QUANTITIES, INITIAL.sweepQuantity),
    mapBy: name("y", INITIAL.mapBy),
    claim: parts.get("claim") ?? "",
  };
  if (view.claim.length > LONGEST_CLAIM) throw new InputError(`a claim of ${view.claim.length} characters`);
  return file === undefined ? { view } : { view, file };
}

const QUANTITIES: readonly Quantity[] = ["J", "R", "contrast"];

function notKnown(key: Key, text: string, right: string): InputError {
  return new InputError(`${excerpt(text)} is not ${right}`, { where: key });
}

function orderIn(text: string | undefined): number {
  if (text === undefined) return INITIAL.order;
  const order = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (order < 1 || order > LARGEST_ORDER)
    throw notKnown("order", text, `an integer from 1 to ${LARGEST_ORDER}`);
  return order;
}

function valuesIn(text: string): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const pair of text === "" ? [] : text.split(",")) {
    const equals = pair.indexOf("=");
    const [name, value] = [pair.slice(0, Math.max(0, equals)), pair.slice(equals + 1)];
    if (!NAME.test(name)) throw notKnown("at", pair, "name=value");
    if (!isValue(value)) throw notKnown("at", `${name} = ${value}`, "a decimal or a fraction");
    if (values.has(name)) throw new InputError(`${name} is given twice`, { where: "at" });
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
