/** Sliders and fields for the temperatures and every parameter of the junction. */
import { type ParameterCard } from "../engine/protocol.js";
import { defaultValue, toDouble, valueOf, type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Section } from "./controls.js";
import { useUnit } from "./units.js";
import { ValueField } from "./value-field.js";

const TEMPERATURES: readonly ParameterCard[] = [
  { name: "T_a", latex: "T_a", positive: true, meaning: "sum of the two bath temperatures" },
  { name: "Delta", latex: "\\Delta", positive: false, meaning: "temperature difference, left minus right" },
];

interface ValuesPanelProps {
  readonly state: ViewState;
  readonly parameters: readonly ParameterCard[];
  readonly actions: Actions;
}

export function ValuesPanel({ state, parameters, actions }: ValuesPanelProps) {
  const [sum, difference] = ["T_a", "Delta"].map((name) => toDouble(valueOf(state, name))) as [
    number,
    number,
  ];
  const shown = (x: number): string => String(Number(x.toPrecision(6)));
  const unit = useUnit();
  const all = [...TEMPERATURES, ...parameters];
  const reset = (): void =>
    actions.edit("reset", {
      values: Object.fromEntries(
        Object.entries(state.values).map(([name, text]) =>
          all.some((p) => p.name === name) ? [name, defaultValue(name)] : [name, text],
        ),
      ),
    });
  return (
    <Section
      title="Values"
      id="values"
      tools={
        <button type="button" class="quiet" onClick={reset}>
          Reset
        </button>
      }
    >
      {all.map((p) => (
        <ValueField
          key={p.name}
          {...p}
          value={valueOf(state, p.name)}
          temperatureSum={p.name === "Delta" ? valueOf(state, "T_a") : ""}
          onChange={actions.setValue}
        />
      ))}
      <p class="note">
        <i>T</i>
        <sub>L</sub> = {shown((sum + difference) / 2)}
        {unit("T_L")}, <i>T</i>
        <sub>R</sub> = {shown((sum - difference) / 2)}
        {unit("T_R")}
        {unit("T_L") === "" ? (
          <>
            , in units with ħ = <i>k</i>
            <sub>B</sub> = 1
          </>
        ) : null}
        .
      </p>
    </Section>
  );
}
