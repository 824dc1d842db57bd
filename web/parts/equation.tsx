/** One equation in print, with its copies. Long ones scroll sideways; very long ones are shown when asked for. */
import { useState } from "preact/hooks";
import { type CoefficientCard, type Formula as FormulaCard } from "../engine/protocol.js";
import { Formula } from "../math/formula.js";
import { type Actions } from "./actions.js";
import { Copy } from "./controls.js";
import { useUnit } from "./units.js";

/** Characters of LaTeX shown at once, and at all: beyond, print is of no use to a reader. */
const SHOWN = 2600;
const PRINTABLE = 20_000;

interface EquationProps {
  readonly formula: FormulaCard;
  readonly say: Actions["say"];
  readonly value?: string | undefined;
  /** What is copied, if it is more than the formula. */
  /** The same with its parts named, where it is wide. */
  readonly short?: CoefficientCard["short"];
  readonly copies?: { readonly latex: string; readonly text: string };
}

export function Equation({ formula, say, value, short, copies }: EquationProps) {
  const unit = useUnit();
  const [asked, setAsked] = useState(false);
  const { symbol, name, latex, text } = formula;
  const shown = short ?? { latex, parts: [] };
  const length = shown.latex.length + shown.parts.join("").length;
  return (
    <div class="equation-row">
      {length <= SHOWN || (asked && length <= PRINTABLE) ? (
        <div class="scroll" tabIndex={0} role="group" aria-label={`formula of ${name}`}>
          <Formula latex={`${symbol} = ${shown.latex}`} display />
          {shown.parts.length === 0 ? null : (
            <ul class="definitions" aria-label="with">
              {shown.parts.map((part) => (
                <li key={part}>
                  <Formula latex={part} />
                </li>
              ))}
            </ul>
          )}
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
      <div class="answer-line">
        {value === undefined ? null : (
          <>
            <output class="number" data-value={name}>
              {value}
            </output>
            <span class="unit">{unit(name)}</span>
          </>
        )}
        <span class="tools">
          <Copy
            label="LaTeX"
            what={`${name} as LaTeX`}
            text={copies?.latex ?? [`${symbol} = ${shown.latex}`, ...shown.parts].join("\n")}
            say={say}
          />
          <Copy
            label="Code"
            what={`${name} as ASCII code`}
            text={copies?.text ?? `${name} = ${text}`}
            say={say}
          />
        </span>
      </div>
    </div>
  );
}
