/** Everything that a link reproduces: the junction, the values digit by digit, and what is shown of it. */
import { type JunctionSpec } from "./junction-spec.js";

/** The quantities that are expanded in Δ and plotted. */
export type Quantity = "J" | "R" | "contrast";

export interface ViewState {
  readonly page: "junction" | "paper";
  readonly spec: JunctionSpec;
  /** Values by ASCII name as typed, `T_a` and `Delta` among them; names without one take {@link defaultValue}. */
  readonly values: Readonly<Record<string, string>>;
  /** Coefficients are shown up to this power of Δ. */
  readonly order: number;
  readonly quantity: Quantity;
  readonly form: "paper" | "boltzmann";
  /** The parameter along the second plot, and what it shows. */
  readonly sweep: string;
  readonly sweepQuantity: Quantity;
  /** The parameter along the vertical axis of the map. */
  readonly mapBy: string;
  /** The formula to be checked, as typed. */
  readonly claim: string;
}

export const LARGEST_ORDER = 12;
export const LONGEST_CLAIM = 4000;

export const INITIAL: ViewState = {
  page: "junction",
  spec: { left: { bath: "spin" }, subsystem: { kind: "TLS" }, right: { bath: "metal" } },
  values: {},
  order: 3,
  quantity: "J",
  form: "paper",
  sweep: "omega",
  sweepQuantity: "R",
  mapBy: "",
  claim: "",
};

/** What a parameter has before it is touched: the values of Fig. 2, and unequal couplings so that something shows. */
export function defaultValue(name: string): string {
  if (name === "T_a") return "0.5";
  if (name === "Delta") return "0.1";
  if (name.startsWith("delta")) return "0.2";
  if (/^(Gamma|Upsilon)_R/.test(name)) return "0.2";
  const index = /^(?:omega|epsilon|E)_(\d)$/.exec(name)?.[1];
  if (index !== undefined) return String((6 + 4 * Number(index)) / 10);
  return "1";
}

/** The value of a name, typed or by default. */
export function valueOf(state: Pick<ViewState, "values">, name: string): string {
  return Object.hasOwn(state.values, name) ? (state.values[name] as string) : defaultValue(name);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$|^[+-]?\d+\/\d*[1-9]\d*$/i;
const LONGEST_VALUE = 400;

/** Whether a text is a decimal or a fraction that the engine may be given. */
export function isValue(text: string): boolean {
  return text.length <= LONGEST_VALUE && NUMBER.test(text);
}

/** The text as a double, for curves and sliders only; results use the text itself. */
export function toDouble(text: string): number {
  const [above = "", below] = text.split("/");
  return below === undefined ? Number(above) : Number(above) / Number(below);
}

/** `name=value,…` for the names given, as the command line writes it. */
export function bindingText(state: Pick<ViewState, "values">, names: readonly string[]): string {
  return names.map((name) => `${name}=${valueOf(state, name)}`).join(",");
}
