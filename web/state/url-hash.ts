/**
 * The view as the fragment of the address: `#j=spin-TLS-metal&at=T_a=0.5,…&order=4`. What cannot be read is left out,
 * never guessed at; every part is checked before it is used, since a link comes from anywhere.
 */
import { type JunctionSpec, shorthandOf, specOfFile, specOfShorthand } from "./junction-spec.js";
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

/** The view that a fragment describes; whatever is missing or unreadable is as in {@link INITIAL}. */
export function fromHash(hash: string): ViewState {
  if (hash.length > LONGEST_HASH) return INITIAL;
  const parts = new Map<string, string>();
  for (const pair of hash.replace(/^#/, "").split("&")) {
    const equals = pair.indexOf("=");
    const text = decoded(pair.slice(equals + 1));
    if (equals > 0 && text !== undefined) parts.set(pair.slice(0, equals), text);
  }
  const name = (key: string, otherwise: string): string => {
    const text = parts.get(key);
    return text !== undefined && NAME.test(text) ? text : otherwise;
  };
  const order = Number(parts.get("order") ?? INITIAL.order);
  return {
    page: parts.get("page") === "paper" ? "paper" : "junction",
    spec: specIn(parts) ?? INITIAL.spec,
    values: valuesIn(parts.get("at") ?? ""),
    order: Number.isInteger(order) && order >= 1 && order <= LARGEST_ORDER ? order : INITIAL.order,
    quantity: quantityIn(parts.get("q"), INITIAL.quantity),
    form: parts.get("form") === "boltzmann" ? "boltzmann" : "paper",
    sweep: name("x", INITIAL.sweep),
    sweepQuantity: quantityIn(parts.get("show"), INITIAL.sweepQuantity),
    mapBy: name("y", INITIAL.mapBy),
    claim: (parts.get("claim") ?? "").slice(0, LONGEST_CLAIM),
  };
}

function specIn(parts: ReadonlyMap<string, string>): JunctionSpec | undefined {
  const file = parts.get("file");
  if (file === undefined) return specOfShorthand(parts.get("j") ?? "");
  try {
    return specOfFile(JSON.parse(file));
  } catch {
    return undefined;
  }
}

function valuesIn(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(",").map((pair) => pair.split("=") as [string, string?]);
  return Object.fromEntries(
    pairs.flatMap(([name, value]) =>
      value !== undefined && NAME.test(name) && isValue(value) ? [[name, value]] : [],
    ),
  );
}

function quantityIn(text: string | undefined, otherwise: Quantity): Quantity {
  return text === "J" || text === "R" || text === "contrast" ? text : otherwise;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
