/** The paper, live: each equation with what was derived just now, its slips, and Fig. 2 under the sliders. */
import { useEffect, useState } from "preact/hooks";
import { type EngineLane, type PaperCard } from "../engine/protocol.js";
import { Prose } from "../math/prose.js";
import { type PlotLane } from "../engine/plot-protocol.js";
import { type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Section } from "./controls.js";
import { FigureTwo } from "./figure-two.js";

interface PaperProps {
  readonly state: ViewState;
  readonly lane: EngineLane;
  readonly plots: PlotLane;
  readonly actions: Actions;
}

const STATUS: Readonly<Record<PaperCard["verdict"], string>> = {
  proved: "proved",
  checked: "checked by numbers",
  slip: "slip of the paper",
  qualified: "to be qualified",
  failed: "not confirmed",
};

export function Paper({ state, lane, plots, actions }: PaperProps) {
  const [results, setResults] = useState<readonly PaperCard[]>([]);
  useEffect(() => {
    void lane.run((engine) => engine.paper()).then(setResults, () => undefined);
    // Nobody else uses this lane: its worker goes with the page.
    return () => lane.cancel();
  }, [lane]);
  return (
    <>
      <p class="lead">
        L.-A. Wu and D. Segal,{" "}
        <cite>Sufficient conditions for thermal rectification in hybrid quantum structures</cite>, Phys. Rev.
        Lett. <b>102</b>, 095503 (2009). Every line below was derived on this page just now, by exact algebra.
      </p>
      <FigureTwo state={state} lane={lane} plots={plots} actions={actions} />
      <Section title="Equation by equation" id="equations">
        {results.length === 0 ? <p class="note">Deriving …</p> : null}
        <ol class="results">
          {results.map((r, i) => (
            <li key={i} class={r.verdict}>
              <p class="result-head">
                <span class="tag">{r.equation}</span>{" "}
                <strong>
                  <Prose text={r.title} />
                </strong>{" "}
                <span class="status">{STATUS[r.verdict]}</span>
              </p>
              <dl>
                <dt>paper</dt>
                <dd>
                  <Prose text={r.says} />
                </dd>
                <dt>derived</dt>
                <dd>
                  <Prose text={r.derived} />
                </dd>
              </dl>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
