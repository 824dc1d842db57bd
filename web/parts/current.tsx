/** The current as a formula, in the paper's notation or in Boltzmann factors. */
import { isMissing, type Answers } from "../engine/answers.js";
import { type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Choice, Section } from "./controls.js";
import { Equation } from "./equation.js";
import { MissingNote } from "./missing-note.js";

interface CurrentProps {
  readonly state: ViewState;
  readonly current: Answers["current"];
  readonly actions: Actions;
}

export function Current({ state, current, actions }: CurrentProps) {
  const ladder = state.spec.subsystem.kind !== "levels";
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
            value={state.form}
            onChange={(form) => actions.edit("form", { form })}
          />
        ) : null
      }
    >
      {isMissing(current) || current === undefined ? (
        <MissingNote missing={current} />
      ) : (
        current.map((f, i) => (
          <div key={f.name} class={i === 0 ? "main-formula" : "definition"}>
            <Equation formula={f} say={actions.say} />
          </div>
        ))
      )}
    </Section>
  );
}
