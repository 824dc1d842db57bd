/** The paper, live: each equation with what was derived just now, its slips, and Fig. 2 under the sliders. */
import { useEffect, useState } from "preact/hooks";
import { type EngineLane, type PaperCard } from "../engine/protocol.js";
import { PRINTED_EQUATIONS } from "../../src/report/paper-equations.js";
import { Formula } from "../math/formula.js";
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

/** The results on one equation, below the equation as the paper prints it. */
interface GroupProps {
  readonly number: string;
  /** Lines of LaTeX; none for what has no number in the paper. */
  readonly latex: readonly string[];
  readonly results: readonly PaperCard[];
}

/** By equation in the paper's order; then what belongs to a figure or a statement of the text. */
function grouped(results: readonly PaperCard[]): readonly GroupProps[] {
  const of = (number: string): readonly PaperCard[] => results.filter((r) => r.equation === number);
  const printed = PRINTED_EQUATIONS.map(({ number, latex }) => ({ number, latex, results: of(number) }));
  const rest = [...new Set(results.map((r) => r.equation))].filter(
    (number) => !printed.some((p) => p.number === number),
  );
  return [...printed, ...rest.map((number) => ({ number, latex: [], results: of(number) }))];
}

function Group({ number, latex, results }: GroupProps) {
  return (
    <article class="paper-equation">
      <div class="printed">
        <span class="tag">{number}</span>
        {latex.map((line) => (
          <div key={line} class="scroll" tabIndex={0} role="group" aria-label={`equation ${number}`}>
            <Formula latex={`\\displaystyle ${line}`} />
          </div>
        ))}
      </div>
      <ul class="results">
        {results.map((r) => (
          <li key={r.title} class={r.verdict}>
            <p class="result-head">
              <span class="status">{STATUS[r.verdict]}</span>
              <strong>
                <Prose text={r.title} />
              </strong>
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
      </ul>
    </article>
  );
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
        <div class="equations">
          {results.length === 0 ? null : grouped(results).map((g) => <Group key={g.number} {...g} />)}
        </div>
      </Section>
    </>
  );
}
