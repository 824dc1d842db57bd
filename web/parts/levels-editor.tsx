/** N levels by hand: their energies, and how each end couples them. Entries are numbers or expressions in parameters. */
import { type LevelsSpec } from "../state/junction-spec.js";

/** Larger matrices come from files and are not shown as fields. */
const MOST_EDITED = 8;

type Matrix = readonly (readonly string[])[];

interface LevelsEditorProps {
  readonly spec: LevelsSpec;
  readonly onChange: (spec: LevelsSpec) => void;
}

/** Three levels in a row, to begin with. */
export const THREE_LEVELS: LevelsSpec = {
  kind: "levels",
  energies: ["0", "omega_1", "omega_1 + omega_2"],
  S: [
    ["0", "1", "0"],
    ["1", "0", "s"],
    ["0", "s", "0"],
  ],
};

export function LevelsEditor({ spec, onChange }: LevelsEditorProps) {
  const { energies, S, S_L, S_R } = spec;
  const n = energies.length;
  if (n > MOST_EDITED) return <p class="note">{n} levels: edit them in a file.</p>;
  const left = S ?? S_L ?? empty(n);
  const right = S ?? S_R ?? empty(n);
  const separate = S === undefined;
  const build = (e: readonly string[], l: Matrix, r: Matrix): void =>
    onChange(
      separate ? { kind: "levels", energies: e, S_L: l, S_R: r } : { kind: "levels", energies: e, S: l },
    );
  return (
    <div class="levels-editor">
      <div class="row">
        <label>
          levels{" "}
          <input
            type="number"
            min={2}
            max={MOST_EDITED}
            value={n}
            onInput={(event) => {
              const count = Number(event.currentTarget.value);
              if (!Number.isInteger(count) || count < 2 || count > MOST_EDITED) return;
              build(
                Array.from({ length: count }, (_, i) => energies[i] ?? `omega_${i}`),
                resized(left, count),
                resized(right, count),
              );
            }}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={separate}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? { kind: "levels", energies, S_L: left, S_R: left }
                  : { kind: "levels", energies, S: left },
              )
            }
          />{" "}
          the two ends couple differently
        </label>
      </div>
      <fieldset class="energies">
        <legend>Energies</legend>
        {energies.map((energy, i) => (
          <input
            key={i}
            type="text"
            aria-label={`energy of level ${i}`}
            spellcheck={false}
            autocomplete="off"
            value={energy}
            onChange={(event) => build(replaced(energies, i, event.currentTarget.value), left, right)}
          />
        ))}
      </fieldset>
      <div class="matrices">
        <MatrixFields
          name={separate ? "S_L" : "S"}
          matrix={left}
          onChange={(m) => build(energies, m, right)}
        />
        {separate ? (
          <MatrixFields name="S_R" matrix={right} onChange={(m) => build(energies, left, m)} />
        ) : null}
      </div>
    </div>
  );
}

function MatrixFields({
  name,
  matrix,
  onChange,
}: {
  readonly name: string;
  readonly matrix: Matrix;
  readonly onChange: (m: Matrix) => void;
}) {
  return (
    <table>
      <caption>
        {name === "S"
          ? "Coupling S of both ends"
          : name === "S_L"
            ? "Coupling of the left end"
            : "Coupling of the right end"}
      </caption>
      <tbody>
        {matrix.map((row, i) => (
          <tr key={i}>
            {row.map((entry, j) => (
              <td key={j}>
                {j < i ? (
                  <input
                    type="text"
                    aria-label={`${name}, levels ${j} and ${i}`}
                    spellcheck={false}
                    autocomplete="off"
                    value={entry}
                    onChange={(event) => {
                      // Symmetric: one field for both elements.
                      const text = event.currentTarget.value.trim() === "" ? "0" : event.currentTarget.value;
                      onChange(
                        matrix.map((r, a) =>
                          r.map((old, b) => ((a === i && b === j) || (a === j && b === i) ? text : old)),
                        ),
                      );
                    }}
                  />
                ) : (
                  <span class="mirror">{i === j ? "·" : entry}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function empty(n: number): Matrix {
  return Array.from({ length: n }, () => Array.from({ length: n }, () => "0"));
}

/** The matrix with more or fewer levels; a new level couples to the one below it. */
function resized(m: Matrix, count: number): Matrix {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => m[i]?.[j] ?? (Math.abs(i - j) === 1 ? "1" : "0")),
  );
}

function replaced(list: readonly string[], index: number, text: string): readonly string[] {
  return list.map((old, i) => (i === index ? (text.trim() === "" ? "0" : text) : old));
}
