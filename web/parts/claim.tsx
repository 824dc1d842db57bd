/** A formula of the reader's own, in LaTeX or ASCII: proved, refuted at a point, or left undecided with the reason. */
import { useEffect, useState } from "preact/hooks";
import { CancelledError, type Lane } from "../engine/lane.js";
import { type ClaimCard } from "../engine/protocol.js";
import { type Actions } from "./actions.js";
import { memo } from "./memo.js";
import { Section } from "./controls.js";

interface ClaimProps {
  readonly claim: string;
  readonly source: string;
  readonly lane: Lane;
  readonly actions: Actions;
}

type Outcome = ClaimCard | { readonly error: string } | "working" | undefined;

const PLACEHOLDER = "alpha_2 = …   or   J = \\frac{…}{…}";

export const Claim = memo(({ claim, source, lane, actions }: ClaimProps) => {
  const [assume, setAssume] = useState("");
  const [classical, setClassical] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(undefined);
  useEffect(() => setOutcome(undefined), [source, claim, assume, classical]);
  const check = async (): Promise<void> => {
    setOutcome("working");
    try {
      setOutcome(
        await lane.run((engine) =>
          engine.check(source, claim.replace(/\s+/g, " ").trim(), assume, classical),
        ),
      );
    } catch (error) {
      setOutcome(
        error instanceof CancelledError
          ? undefined
          : { error: error instanceof Error ? error.message.replace(/^--claim: /, "") : String(error) },
      );
    }
  };
  return (
    <Section title="Check a claim" id="claim">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <label for="claim-text" class="note">
          A formula for <i>J</i>, <i>R</i>, the contrast or a coefficient, in LaTeX or ASCII.
        </label>
        <textarea
          id="claim-text"
          rows={2}
          spellcheck={false}
          placeholder={PLACEHOLDER}
          value={claim}
          onInput={(event) => actions.edit("claim", { claim: event.currentTarget.value.slice(0, 4000) })}
        />
        <div class="row">
          <label>
            where{" "}
            <input
              type="text"
              class="assume"
              placeholder="Gamma_L = Gamma_R"
              spellcheck={false}
              autocomplete="off"
              value={assume}
              onInput={(event) => setAssume(event.currentTarget.value)}
            />
          </label>
          <label>
            <input
              type="checkbox"
              checked={classical}
              onChange={(event) => setClassical(event.currentTarget.checked)}
            />{" "}
            in the classical limit
          </label>
          <button type="submit" disabled={claim.trim() === "" || outcome === "working"}>
            Check
          </button>
        </div>
      </form>
      <div aria-live="polite">
        <Result outcome={outcome} />
      </div>
    </Section>
  );
});

function Result({ outcome }: { readonly outcome: Outcome }) {
  if (outcome === undefined) return null;
  if (outcome === "working") return <p class="note">Deciding …</p>;
  if ("error" in outcome) return <p class="note problem">{outcome.error}</p>;
  const { verdict, reason, counterexample } = outcome;
  return (
    <div class={`claim-result ${verdict}`}>
      <p>
        <strong>{verdict === "proved" ? "Proved" : verdict === "refuted" ? "Refuted" : "Undecided"}</strong>
        {reason === undefined
          ? verdict === "proved"
            ? ": the two sides have the same normal form."
            : "."
          : `: ${reason}.`}
      </p>
      {counterexample === undefined ? null : (
        <dl class="numbers">
          <div>
            <dt>at</dt>
            <dd>
              {Object.entries(counterexample.at)
                .map(([name, value]) => `${name} = ${value}`)
                .join(", ")}
            </dd>
          </div>
          <div>
            <dt>claimed</dt>
            <dd class="number">{counterexample.claimed}</dd>
          </div>
          <div>
            <dt>actual</dt>
            <dd class="number">{counterexample.actual}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}
