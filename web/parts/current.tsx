/** The current as a formula, in the paper's notation or in Boltzmann factors. */
import { isMissing, type Answers } from "../engine/answers.js";
import { type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Choice, Section } from "./controls.js";
import { Equation } from "./equation.js";
import { memo } from "./memo.js";
import { MissingNote } from "./missing-note.js";
import { type Formula as FormulaCard } from "../engine/protocol.js";
import { Formula } from "../math/formula.js";

interface CurrentProps {
  readonly form: ViewState["form"];
  /** Whether it is a ladder, which has the paper's notation. */
  readonly ladder: boolean;
  readonly current: Answers["current"];
  readonly actions: Actions;
}

export const Current = memo(({ form, ladder, current, actions }: CurrentProps) => {
  return (
    <Section
      title="Heat current"
      id="current"
      tools={
        ladder ? (
          <Choice
            legend="Notation of the current"
            hideLegend
            options={[
              ["paper", "as in the paper"],
              ["boltzmann", "one fraction"],
            ]}
            value={form}
            onChange={(chosen) => actions.edit("form", { form: chosen })}
          />
        ) : null
      }
    >
      {isMissing(current) || current === undefined ? (
        <MissingNote missing={current} />
      ) : (
        <Formulas formulas={current} actions={actions} />
      )}
    </Section>
  );
});

/** J, and below it what the letters in it stand for; the copies of J carry the definitions along. */
function Formulas({
  formulas,
  actions,
}: {
  readonly formulas: readonly FormulaCard[];
  readonly actions: Actions;
}) {
  const [J, ...where] = formulas;
  if (J === undefined) return null;
  const copies = {
    latex: formulas.map((f) => `${f.symbol} = ${f.latex}`).join("\n"),
    text: formulas.map((f) => `${f.name} = ${f.text}`).join("\n"),
  };
  return (
    <>
      <Equation formula={J} copies={copies} say={actions.say} />
      {where.length === 0 ? null : (
        <ul class="definitions" aria-label="where">
          {where.map((f) => (
            <li key={f.name}>
              <div class="scroll" tabIndex={0} role="group" aria-label={`formula of ${f.name}`}>
                <Formula latex={`${f.symbol} = ${f.latex}`} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
