/** One value: a slider for the hand, and a field that takes any number of digits. */
import { useEffect, useId, useState } from "preact/hooks";
import { Formula } from "../math/formula.js";
import { spokenName } from "../math/symbol-text.js";
import { sliderRange, STEPS, stepOf, textOf } from "../state/slider-range.js";
import { isValue } from "../state/view-state.js";
import { memo } from "./memo.js";
import { useUnit } from "./units.js";

interface ValueFieldProps {
  readonly name: string;
  readonly latex: string;
  readonly meaning: string;
  readonly positive: boolean;
  readonly value: string;
  /** T_a, which bounds the slider of Delta. */
  readonly temperatureSum: string;
  readonly onChange: (name: string, text: string) => void;
}

/** The field keeps what is typed until it is a number; only then the view changes. */
export const ValueField = memo((props: ValueFieldProps) => {
  const { name, latex, meaning, positive, value, temperatureSum, onChange } = props;
  const id = useId();
  const unit = useUnit();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const range = sliderRange(name, positive, temperatureSum, unit("T_a") !== "" ? value : undefined);
  const wrong = !isValue(draft.trim());
  return (
    <div class="value">
      <label for={id} title={meaning}>
        <Formula latex={latex} />
        <span class="hidden">{` ${spokenName(name)}: ${meaning}`}</span>
      </label>
      <input
        type="range"
        min={0}
        max={STEPS}
        step={1}
        value={stepOf(range, value)}
        aria-label={`slider for ${spokenName(name)}`}
        aria-valuetext={value}
        onInput={(event) => onChange(name, textOf(range, Number(event.currentTarget.value)))}
      />
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        value={draft}
        aria-invalid={wrong}
        data-name={name}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setDraft(text);
          if (isValue(text.trim())) onChange(name, text.trim());
        }}
        onBlur={() => setDraft(value)}
      />
      {unit("T_a") === "" ? null : <span class="unit">{unit(name)}</span>}
    </div>
  );
});
