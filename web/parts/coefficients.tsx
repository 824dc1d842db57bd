/** The coefficients of the powers of Δ: formulas, and their values at the sliders' point with proved digits. */
import { isMissing, type Answers } from "../engine/answers.js";
import { Formula } from "../math/formula.js";
import { LARGEST_ORDER, type Quantity } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Choice, Section } from "./controls.js";
import { type ExportFormat, ExportMenu } from "./export-menu.js";
import { Equation } from "./equation.js";
import { memo } from "./memo.js";
import { MissingNote } from "./missing-note.js";

const SERIES: Readonly<Record<Quantity, string>> = {
  J: "J = \\sum_k \\alpha_k(T_a)\\, \\Delta^k",
  R: "R = \\left|\\frac{J(\\Delta)}{J(-\\Delta)}\\right| = \\sum_k r_k(T_a)\\, \\Delta^k",
  contrast:
    "C = \\frac{|J(\\Delta)| - |J(-\\Delta)|}{|J(\\Delta)| + |J(-\\Delta)|} = \\sum_k c_k(T_a)\\, \\Delta^k",
};

interface CoefficientsProps {
  readonly quantity: Quantity;
  readonly order: number;
  readonly coefficients: Answers["coefficients"];
  /** Values of orders 0, 1, …; shorter while they are being computed. */
  readonly values: readonly string[];
  readonly name: string;
  readonly make: (format: ExportFormat) => Promise<string>;
  readonly actions: Actions;
}

export const Coefficients = memo(
  ({ quantity, order, name, coefficients, values, make, actions }: CoefficientsProps) => {
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
              value={quantity}
              onChange={(chosen) => actions.edit("quantity", { quantity: chosen })}
            />
            <label class="order">
              up to order{" "}
              <input
                type="number"
                min={1}
                max={LARGEST_ORDER}
                value={order}
                onInput={(event) => {
                  const wanted = Number(event.currentTarget.value);
                  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= LARGEST_ORDER)
                    actions.edit("order", { order: wanted });
                }}
              />
            </label>
          </>
        }
      >
        <p class="series">
          <Formula latex={SERIES[quantity]} />
        </p>
        {found.map(({ k, zero, formula, short }) => (
          <div key={`${quantity}${k}`} class={k % 2 === 0 ? "coefficient even" : "coefficient"}>
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
        {found.length < order || missing !== undefined ? (
          <MissingNote missing={isMissing(missing) ? missing : undefined} />
        ) : null}
      </Section>
    );
  },
);
