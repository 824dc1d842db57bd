/** Small controls that several parts of the page share. */
import { type ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { copyText } from "../plot/save.js";
import { type Actions } from "./actions.js";

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly hideLegend?: boolean;
  readonly options: readonly (readonly [value: T, label: ComponentChildren])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few, as radio buttons side by side: the arrow keys walk through them. */
export function Choice<T extends string>({ legend, hideLegend, options, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={hideLegend ? "hidden" : ""}>{legend}</legend>
      <div class="options">
        {options.map(([option, label]) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A button that copies a text. */
export function Copy({
  label,
  what,
  text,
  say,
}: {
  readonly label: string;
  readonly what: string;
  readonly text: string;
  readonly say: Actions["say"];
}) {
  return (
    <button
      type="button"
      class="quiet"
      aria-label={`${label}: copy ${what}`}
      onClick={() => {
        void copyText(text).then((done) =>
          say(done ? `Copied ${what}.` : "The browser did not allow copying."),
        );
      }}
    >
      {label}
    </button>
  );
}

/** A part of the page with its heading and, beside it, what can be done with it. */
export function Section({
  title,
  id,
  tools,
  children,
}: {
  readonly title: string;
  readonly id: string;
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section aria-labelledby={id} class={`part part-${id}`}>
      <div class="head">
        <h2 id={id}>{title}</h2>
        <div class="tools">{tools}</div>
      </div>
      {children}
    </section>
  );
}
