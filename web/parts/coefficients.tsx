/** The coefficients of the powers of Δ: formulas, and their values at the sliders' point with proved digits. */
import { isMissing, type Answers } from "../engine/answers.js";
import { Formula } from "../math/formula.js";
import { LARGEST_ORDER, type Quantity, type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Choice, Section } from "./controls.js";
import { type ExportFormat, ExportMenu } from "./export-menu.js";
import { Equation } from "./equation.js";
import { MissingNote } from "./missing-note.js";

const SERIES: Readonly<Record<Quantity, string>> = {
  J: "J = \\sum_k \\alpha_k(T_a)\\, \\Delta^k",
  R: "R = \\left|\\frac{J(\\Delta)}{J(-\\Delta)}\\right| = \\sum_k r_k(T_a)\\, \\Delta^k",
  contrast:
    "C = \\frac{|J(\\Delta)| - |J(-\\Delta)|}{|J(\\Delta)| + |J(-\\Delta)|} = \\sum_k c_k(T_a)\\, \\Delta^k",
};

interface CoefficientsProps {
  readonly state: ViewState;
  readonly coefficients: Answers["coefficients"];
  /** Values of orders 0, 1, …; shorter while they are being computed. */
  readonly values: readonly string[];
  readonly name: string;
  readonly make: (format: ExportFormat) => Promise<string>;
  readonly actions: Actions;
}

export function Coefficients({ state, name, coefficients, values, make, actions }: CoefficientsProps) {
  const found = coefficients.flatMap((c) => (isMissing(c) ? [] : [c]));
  const missing = coefficients.find((c) => isMissing(c));
  return (
    <Section
      title="Expansion in Δ"
      id="coefficients"
      tools={
        <>
          <Choice
            legend="Quantity"
            hideLegend
            options={[
              ["J", "J"],
              ["R", "R"],
              ["contrast", "contrast"],
            ]}
            value={state.quantity}
            onChange={(quantity) => actions.edit("quantity", { quantity })}
          />
          <label class="order">
            up to order{" "}
            <input
              type="number"
              min={1}
              max={LARGEST_ORDER}
              value={state.order}
              onInput={(event) => {
                const order = Number(event.currentTarget.value);
                if (Number.isInteger(order) && order >= 1 && order <= LARGEST_ORDER)
                  actions.edit("order", { order });
              }}
            />
          </label>
        </>
      }
    >
      <p class="series">
        <Formula latex={SERIES[state.quantity]} />
      </p>
      {found.map(({ k, zero, formula, short }) => (
        <div key={`${state.quantity}${k}`} class={k % 2 === 0 ? "coefficient even" : "coefficient"}>
          {zero ? (
            <div class="equation-row">
              <div>
                <Formula latex={`${formula.symbol} = 0`} display />
              </div>
              <div class="answer-line">
                <span class="note">identically, proved</span>
              </div>
            </div>
          ) : (
            <Equation formula={formula} say={actions.say} value={values[k]} short={short} />
          )}
        </div>
      ))}
      {found.length > 0 ? <ExportMenu name={name} make={make} say={actions.say} /> : null}
      {found.length < state.order || missing !== undefined ? (
        <MissingNote missing={isMissing(missing) ? missing : undefined} />
      ) : null}
    </Section>
  );
}
