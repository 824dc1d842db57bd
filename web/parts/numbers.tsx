/** The currents, their ratio and the contrast at the sliders' point, every digit proved. */
import { type PointCard } from "../engine/protocol.js";
import { Formula } from "../math/formula.js";
import { saveFile } from "../plot/save.js";
import { type Actions } from "./actions.js";
import { Copy, Section } from "./controls.js";
import { useUnit } from "./units.js";

interface NumbersProps {
  readonly point: PointCard | undefined;
  readonly error: string | undefined;
  /** The command that prints the same digits. */
  readonly command: string;
  /** The junction file, for a junction that has no short name. */
  readonly file: string | undefined;
  readonly actions: Actions;
}

const ROWS = [
  ["J", "J(\\Delta)"],
  ["J_reversed", "J(-\\Delta)"],
  ["R", "R"],
  ["contrast", "C"],
] as const;

export function Numbers({ point, error, command, file, actions }: NumbersProps) {
  const unit = useUnit();
  return (
    <Section
      title="At these values"
      id="numbers"
      tools={
        file === undefined ? (
          <Copy
            label="Copy command"
            what="the command that prints these digits"
            text={command}
            say={actions.say}
          />
        ) : (
          <button
            type="button"
            class="quiet"
            onClick={() => saveFile("junction.json", "application/json", file)}
          >
            Save junction file
          </button>
        )
      }
    >
      {point?.warning === undefined || error !== undefined ? null : (
        <p class="note problem" role="status">
          {point.warning}.
        </p>
      )}
      {error === undefined ? (
        <dl class="numbers">
          {ROWS.map(([key, latex]) => (
            <div key={key}>
              <dt>
                <Formula latex={latex} />
              </dt>
              <dd>
                <output class="number" data-value={key}>
                  {point === undefined ? "…" : (point[key] ?? "undefined")}
                </output>
                <span class="unit">{point === undefined ? "" : unit(key)}</span>
                {point?.undecided.includes(key) === true ? (
                  <span class="note"> neither distinguished from it nor proved to be it</span>
                ) : null}
              </dd>
            </div>
          ))}
          {point === undefined || point.eta === null ? null : (
            <div title="The largest rate over a difference of gaps, among transitions of one bath that share a level">
              <dt>
                <Formula latex="\eta" />
              </dt>
              <dd>
                <output class="number" data-value="eta">
                  {point.eta}
                </output>
              </dd>
            </div>
          )}
        </dl>
      ) : (
        <p class="note problem" role="alert">
          {error}
        </p>
      )}
      {point?.noHeat === undefined || error !== undefined ? null : <p class="note">{point.noHeat}.</p>}
      {point?.equation === undefined || error !== undefined ? null : (
        <p class="note">Equation: {point.equation}.</p>
      )}
      {point?.assumed === undefined || error !== undefined ? null : <p class="note">{point.assumed}.</p>}
      <p class="note">
        <Formula latex="R = |J(\Delta)/J(-\Delta)|" />, contrast <Formula latex="C = (R-1)/(R+1)" />; every
        digit is proved.
      </p>
    </Section>
  );
}
