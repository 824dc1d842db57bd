/** Choosing a junction by looking at it: left bath, subsystem, right bath under their pictures. */
import { BUILT_IN_BATHS } from "../../src/junction/bath.js";
import { bathName } from "./drawing.js";
import { useEffect, useState } from "preact/hooks";
import { type BathSpec, fixedKeys, type JunctionSpec, type SubsystemSpec } from "../state/junction-spec.js";
import { type Actions } from "./actions.js";
import { Choice } from "./controls.js";
import { memo } from "./memo.js";
import { LevelsEditor, THREE_LEVELS } from "./levels-editor.js";

interface BuilderProps {
  readonly spec: JunctionSpec;
  readonly actions: Actions;
}

export const Builder = memo(({ spec, actions }: BuilderProps) => {
  const set = (change: Partial<JunctionSpec>): void => {
    // Values that a Hamiltonian needs, and units that not every bath has, go with what needs them.
    const { parameters, ...rest } = { ...spec, ...change };
    const keeps = rest.subsystem.kind === "hamiltonian" && parameters !== undefined;
    actions.setSpec(keeps ? { ...rest, parameters } : rest);
  };
  return (
    <div class="builder">
      <BathPicker side="left" bath={spec.left} onChange={(left) => set({ left })} />
      <SubsystemPicker subsystem={spec.subsystem} onChange={(subsystem) => set({ subsystem })} />
      <BathPicker side="right" bath={spec.right} onChange={(right) => set({ right })} />
    </div>
  );
});

interface BathPickerProps {
  readonly side: "left" | "right";
  readonly bath: BathSpec;
  readonly onChange: (bath: BathSpec) => void;
}

type BathChoice = BathSpec["bath"];

function BathPicker({ side, bath, onChange }: BathPickerProps) {
  const index = side === "left" ? "L" : "R";
  const pick = (kind: BathChoice): void => {
    if (kind === "custom") onChange({ bath: kind, rate: `Gamma_${index}*T^2/(1 - exp(-omega/T))` });
    else if (kind === "law") onChange({ bath: kind, rate: `Gamma_${index}*g(T)/(1 - exp(-omega/T))` });
    else onChange({ bath: kind });
  };
  return (
    <div class="picker">
      <Choice
        legend={side === "left" ? "Left bath" : "Right bath"}
        options={[
          ...BUILT_IN_BATHS.map((kind) => [kind, bathName(kind)] as const),
          ["custom", "own"],
          ["law", "law g(T)"],
        ]}
        value={bath.bath}
        onChange={pick}
      />
      {"rate" in bath ? (
        <TextEntry
          label="Rate downwards over the gap omega"
          value={bath.rate}
          onChange={(rate) => onChange({ ...bath, rate })}
        />
      ) : null}
      {"coupling" in bath && bath.coupling !== undefined ? (
        <TextEntry
          label="Coupling"
          value={bath.coupling}
          onChange={(coupling) => onChange({ ...bath, coupling })}
        />
      ) : null}
      <FixedKeys part={bath} />
    </div>
  );
}

/** What a file gives that has no field here: shown, so that nothing takes part unseen. */
function FixedKeys({ part }: { readonly part: BathSpec | SubsystemSpec }) {
  const keys = fixedKeys(part);
  if (keys.length === 0) return null;
  return (
    <dl class="fixed-keys" aria-label="From the file, to be changed there">
      {keys.map(([key, text]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function SubsystemPicker({
  subsystem,
  onChange,
}: {
  readonly subsystem: SubsystemSpec;
  readonly onChange: (s: SubsystemSpec) => void;
}) {
  return (
    <div class="picker middle">
      <Choice
        legend="Between them"
        options={[
          ["TLS", "two levels"],
          ["HO", "oscillator"],
          ["ladder", "ladder"],
          ["spin", "large spin"],
          ["levels", "N levels"],
          ...(subsystem.kind === "hamiltonian" ? [["hamiltonian", "Hamiltonian"] as const] : []),
        ]}
        value={subsystem.kind}
        onChange={(kind) => {
          if (kind !== "hamiltonian") onChange(initial(kind));
        }}
      />
      {subsystem.kind === "ladder" ? (
        <label class="row">
          levels{" "}
          <input
            type="number"
            min={2}
            max={40}
            value={subsystem.levels}
            onInput={(event) => {
              const levels = Number(event.currentTarget.value);
              if (Number.isInteger(levels) && levels >= 2 && levels <= 40)
                onChange({ ...subsystem, levels: String(levels) });
            }}
          />
        </label>
      ) : null}
      {subsystem.kind === "spin" ? (
        <label class="row">
          S{" "}
          <select
            value={subsystem.S}
            onChange={(event) => onChange({ ...subsystem, S: event.currentTarget.value })}
          >
            {SPINS.includes(subsystem.S) ? null : <option value={subsystem.S}>{subsystem.S}</option>}
            {SPINS.map((s) => (
              <option key={s} value={s}>
                {s}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {subsystem.kind === "levels" ? <LevelsEditor spec={subsystem} onChange={onChange} /> : null}
      <FixedKeys part={subsystem} />
    </div>
  );
}

const SPINS = ["1/2", "1", "3/2", "2", "5/2", "3", "4", "5"];

function initial(kind: Exclude<SubsystemSpec["kind"], "hamiltonian">): SubsystemSpec {
  switch (kind) {
    case "TLS":
    case "HO":
      return { kind };
    case "ladder":
      return { kind, levels: "4" };
    case "spin":
      return { kind, S: "1" };
    case "levels":
      return THREE_LEVELS;
  }
}

/** A line of text that counts when it is finished: Enter, or leaving the field. */
function TextEntry({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <label class="entry">
      <span class="note">{label}</span>
      <input
        type="text"
        spellcheck={false}
        autocomplete="off"
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
