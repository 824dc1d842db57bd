/** The verdict: does heat rectify, under which conditions, which way, and why. */
import { useState } from "preact/hooks";
import { isMissing, type Missing } from "../engine/answers.js";
import { type ProofCard, type VerdictCard } from "../engine/protocol.js";
import { Formula } from "../math/formula.js";
import { LatexText } from "../math/latex-text.js";
import { saveFile } from "../plot/save.js";
import { type Actions } from "./actions.js";
import { memo } from "./memo.js";
import { Copy } from "./controls.js";

interface VerdictProps {
  readonly verdict: VerdictCard | Missing | undefined;
  readonly proof: ProofCard | Missing | undefined;
  readonly name: string;
  readonly actions: Actions;
}

export const Verdict = memo(({ verdict, proof, name, actions }: VerdictProps) => {
  const [open, setOpen] = useState(false);
  if (verdict === undefined || isMissing(verdict)) {
    const text =
      verdict === undefined
        ? "Deciding …"
        : verdict.kind === "stopped"
          ? "Stopped before the verdict."
          : `No verdict: ${verdict.message}`;
    return (
      <section class="verdict waiting" aria-labelledby="verdict">
        <h2 id="verdict">Verdict</h2>
        <p class="headline" aria-live="polite">
          {text}
        </p>
      </section>
    );
  }
  return (
    <section class={`verdict ${verdict.rectifies}`} aria-labelledby="verdict">
      <div class="head">
        <h2 id="verdict">Verdict</h2>
        <div class="tools">
          <button
            type="button"
            class="quiet"
            aria-expanded={open}
            aria-controls="proof"
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide the proof" : "Show the proof"}
          </button>
        </div>
      </div>
      <p class="headline" aria-live="polite">
        <Headline verdict={verdict} />
      </p>
      <Facts verdict={verdict} />
      {proof === undefined || isMissing(proof) ? null : (
        <Directions directions={proof.directions} notShown={proof.notShown} />
      )}
      <div id="proof" class="proof" hidden={!open}>
        {open ? <Proof proof={proof} name={name} actions={actions} /> : null}
      </div>
    </section>
  );
});

function Headline({ verdict: { rectifies, vanishesIff, remarks } }: { readonly verdict: VerdictCard }) {
  switch (rectifies) {
    case "never":
      return <>Never rectifies</>;
    case "always":
      return <>Rectifies, whatever the parameters</>;
    case "undecided":
      return <>Not decided</>;
    case "conditionally":
      return (
        <>
          Rectifies, except where <Systems systems={vanishesIff} remarks={remarks} />
        </>
      );
  }
}

/** Equations joined by "and", systems by "or". */
function Systems({
  systems,
  remarks = [],
}: {
  readonly systems: readonly (readonly string[])[];
  readonly remarks?: readonly (string | null)[];
}) {
  return (
    <>
      {systems.map((system, i) => (
        <span key={i}>
          {i === 0 ? "" : ", or "}
          {system.map((equation, j) => (
            <span key={j} class="equation">
              {j === 0 ? "" : " and "}
              <Formula latex={equation} />
            </span>
          ))}
          {typeof remarks[i] === "string" ? ` (${remarks[i]})` : ""}
        </span>
      ))}
    </>
  );
}

function Facts({ verdict }: { readonly verdict: VerdictCard }) {
  const { rectifies, type, lowestEvenOrder, everywhere, connectedUnless } = verdict;
  const proved = rectifies !== "undecided";
  return (
    <ul class="facts">
      {proved ? <li class="mark">Proved, to all orders in Δ</li> : null}
      {type === null ? null : <li>{type === "A and B" ? "Types A and B" : `Type ${type}`}</li>}
      {rectifies === "never" ? (
        <li>
          <Formula latex="J(\Delta) + J(-\Delta) = 0" /> identically
        </li>
      ) : null}
      {lowestEvenOrder === null ? null : (
        <li>
          lowest even term <Formula latex={`\\alpha_{${lowestEvenOrder}}`} />
        </li>
      )}
      {everywhere ? null : <li>for energies in general position</li>}
      {connectedUnless.length === 0 ? null : (
        <li>
          for connected levels, which they are not where <Systems systems={connectedUnless} />
        </li>
      )}
    </ul>
  );
}

/** Which end conducts better when hot. */
function Directions({ directions, notShown }: Pick<ProofCard, "directions" | "notShown">) {
  if (directions.length === 0) return null;
  const list = (
    <ul class="directions">
      {directions.map(({ where, text }, i) => (
        <li key={i}>
          {where.map((condition, j) => (
            <span key={j}>
              {j === 0 ? "Where " : ", "}
              <Formula latex={condition} />
            </span>
          ))}
          {where.length === 0 ? "" : ": "}
          {text}
        </li>
      ))}
      {notShown.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
  if (directions.length <= LISTED) return list;
  return (
    <details class="directions">
      <summary>Which way, in {directions.length} regions of the parameters</summary>
      {list}
    </details>
  );
}

/** More regions than these are listed when asked for. */
const LISTED = 3;

function Proof({
  proof,
  name,
  actions,
}: {
  readonly proof: ProofCard | Missing | undefined;
  readonly name: string;
  readonly actions: Actions;
}) {
  if (proof === undefined) return <p aria-live="polite">Writing the proof …</p>;
  if (isMissing(proof))
    return <p>{proof.kind === "stopped" ? "Stopped before the proof." : `No proof: ${proof.message}`}</p>;
  const { certificate } = proof;
  return (
    <>
      <LatexText source={proof.proof} />
      <div class="tools">
        <Copy label="Copy LaTeX" what="the proof as LaTeX" text={proof.proof} say={actions.say} />
        <Copy label="Copy text" what="the report as text" text={proof.text} say={actions.say} />
        <button
          type="button"
          class="quiet"
          onClick={() =>
            saveFile(`${name.replace(/[^\w-]/g, "_")}-proof.json`, "application/json", certificate)
          }
        >
          Save certificate
        </button>
      </div>
    </>
  );
}
