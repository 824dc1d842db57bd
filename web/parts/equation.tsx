/** One equation in print, with its copies. Long ones scroll sideways; very long ones are shown when asked for. */
import { useState } from "preact/hooks";
import { type Formula as FormulaCard } from "../engine/protocol.js";
import { Formula } from "../math/formula.js";
import { type Actions } from "./actions.js";
import { Copy } from "./controls.js";

/** Characters of LaTeX shown at once, and at all: beyond, print is of no use to a reader. */
const SHOWN = 2600;
const PRINTABLE = 20_000;

export function Equation({
  formula,
  say,
  value,
}: {
  readonly formula: FormulaCard;
  readonly say: Actions["say"];
  readonly value?: string | undefined;
}) {
  const [asked, setAsked] = useState(false);
  const { symbol, name, latex, text } = formula;
  const length = latex.length;
  return (
    <div class="equation-row">
      {length <= SHOWN || (asked && length <= PRINTABLE) ? (
        <div class="scroll" tabIndex={0} role="group" aria-label={`formula of ${name}`}>
          <Formula latex={`${symbol} = ${latex}`} display />
        </div>
      ) : (
        <p class="long">
          <Formula latex={symbol} /> has {length.toLocaleString("en")} characters.{" "}
          {length <= PRINTABLE ? (
            <button type="button" class="quiet" onClick={() => setAsked(true)}>
              Show it
            </button>
          ) : (
            "Copy it to use it."
          )}
        </p>
      )}
      <div class="below">
        {value === undefined ? null : (
          <output class="number" data-value={name}>
            {value}
          </output>
        )}
        <span class="tools">
          <Copy label="LaTeX" what={`${name} as LaTeX`} text={`${symbol} = ${latex}`} say={say} />
          <Copy label="Code" what={`${name} as ASCII code`} text={`${name} = ${text}`} say={say} />
        </span>
      </div>
    </div>
  );
}
