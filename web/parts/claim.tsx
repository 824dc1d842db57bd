/** A formula of the reader's own, in LaTeX or ASCII: proved, refuted at a point, or left undecided with the reason. */
import { useState } from "preact/hooks";
import { CancelledError } from "../engine/lane.js";
import { type ClaimCard, type EngineLane } from "../engine/protocol.js";
import { LONGEST_CLAIM } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { memo } from "./memo.js";
import { Section } from "./controls.js";

interface ClaimProps {
  readonly claim: string;
  readonly source: string;
  readonly lane: EngineLane;
  readonly actions: Actions;
}

type Outcome = ClaimCard | { readonly error: string } | "working" | undefined;

/** What was asked; an outcome is shown only beside its own question. */
interface Question {
  readonly source: string;
  readonly claim: string;
  readonly assume: string;
  readonly classical: boolean;
}

const PLACEHOLDER = "alpha_2 = …   or   J = \\frac{…}{…}";

export const Claim = memo(({ claim, source, lane, actions }: ClaimProps) => {
  const [assume, setAssume] = useState("");
  const [classical, setClassical] = useState(false);
  const [answer, setAnswer] = useState<{ readonly key: string; readonly outcome: Outcome }>();
  const key = keyOf({ source, claim, assume, classical });
  const outcome = answer?.key === key ? answer.outcome : undefined;
  const check = async (asked: Question): Promise<void> => {
    const tell = (found: Outcome): void => setAnswer({ key: keyOf(asked), outcome: found });
    tell("working");
    try {
      const text = asked.claim.replace(/\s/g, " ");
      tell(await lane.run((engine) => engine.check(asked.source, text, asked.assume, asked.classical)));
    } catch (error) {
      tell(
        error instanceof CancelledError
          ? undefined
          : { error: error instanceof Error ? error.message : String(error) },
      );
    }
  };
  return (
    <Section title="Check a claim" id="claim">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // What stands in the fields now, even if it was typed within this frame.
          const { elements } = event.currentTarget;
          const [text, where, limit] = ["claim", "assume", "classical"].map((name) =>
            elements.namedItem(name),
          );
          void check({
            source,
            claim: text instanceof HTMLTextAreaElement ? text.value.slice(0, LONGEST_CLAIM) : claim,
            assume: where instanceof HTMLInputElement ? where.value : assume,
            classical: limit instanceof HTMLInputElement ? limit.checked : classical,
          });
        }}
      >
        <label for="claim-text" class="note">
          A formula for <i>J</i>, <i>R</i>, the contrast or a coefficient, in LaTeX or ASCII.
        </label>
        <textarea
          id="claim-text"
          name="claim"
          rows={2}
          spellcheck={false}
          placeholder={PLACEHOLDER}
          value={claim}
          onInput={(event) =>
            actions.edit("claim", { claim: event.currentTarget.value.slice(0, LONGEST_CLAIM) })
          }
        />
        <div class="row">
          <label>
            where{" "}
            <input
              type="text"
              class="assume"
              name="assume"
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
              name="classical"
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

const keyOf = ({ source, claim, assume, classical }: Question): string =>
  JSON.stringify([source, claim, assume, classical]);

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
