/** The page as a whole: the view and its history, the questions to the engine, and where the answers are shown. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { type Busy, createAnswerStore, isComplete, isMissing } from "../engine/answers.js";
import { createLatest } from "../engine/latest.js";
import { type PlotLane } from "../engine/plot-protocol.js";
import { type EngineLane, type JunctionCard } from "../engine/protocol.js";
import { useStore } from "../engine/use-store.js";
import { historyOf, reduce } from "../state/history.js";
import { junctionFile, shorthandOf, sourceOf } from "../state/junction-spec.js";
import { fromHash, type Link, toHash } from "../state/url-hash.js";
import { bindingText, INITIAL, toDouble, valueOf, type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { Builder } from "./builder.js";
import { Claim } from "./claim.js";
import { Coefficients } from "./coefficients.js";
import { Current } from "./current.js";
import { type ExportFormat } from "./export-menu.js";
import { Drawing } from "./drawing.js";
import { Header } from "./header.js";
import { couplingsOf, levelsOf } from "./level-diagram.js";
import { Numbers } from "./numbers.js";
import { OpenMenu, readFile } from "./open-menu.js";
import { Paper } from "./paper.js";
import { Plots } from "./plots.js";
import { Progress } from "./progress.js";
import { UnitsOfJunction } from "./units.js";
import { useViewKeys } from "./view-keys.js";
import { ValuesPanel } from "./values-panel.js";
import { Verdict } from "./verdict.js";

interface AppProps {
  /** Long derivations. */
  readonly exact: EngineLane;
  /** Numbers that follow the sliders. */
  readonly numbers: EngineLane;
  /** What is rarely asked for: the paper's results, a report. */
  readonly aside: EngineLane;
  /** Curves and maps. */
  readonly plots: PlotLane;
}

/** Digits of the numbers shown: those of the command line. */
const DIGITS = 16;

const NONE: readonly string[] = [];
const NO_UNITS: JunctionCard["units"] = {};
const NO_PARAMETERS: JunctionCard["parameters"] = [];

export function App({ exact, numbers, aside, plots }: AppProps) {
  const [asked, setAsked] = useState<Link | undefined>(() => fromHash(location.hash));
  const [history, dispatch] = useReducer(reduce, asked, (link) => historyOf(viewOf(link)));
  const [message, say] = useState("");
  const [trouble, setTrouble] = useState("");
  const [writing, setWriting] = useState<Busy>();
  const state = history.present;
  const source = useMemo(() => sourceOf(state.spec), [state.spec]);

  const answerStore = useMemo(() => createAnswerStore(exact), [exact]);
  const answers = useStore(answerStore);
  const pointStore = useMemo(() => createPoint(numbers), [numbers]);
  const valueStore = useMemo(() => createValues(numbers), [numbers]);
  const point = useStore(pointStore);
  const values = useStore(valueStore);

  const actions = useMemo(
    (): Actions => ({
      edit: (label, change) => dispatch({ type: "edit", label, change, time: performance.now() }),
      setValue: (name, text) => dispatch({ type: "value", name, text, time: performance.now() }),
      setSpec: (spec, more) =>
        dispatch({
          type: "edit",
          label: "junction",
          time: 0,
          change: more === undefined ? { spec } : { spec, values: more },
        }),
      undo: () => dispatch({ type: "undo" }),
      redo: () => dispatch({ type: "redo" }),
      say,
    }),
    [],
  );
  useViewKeys(actions);

  // The address follows the view, once what the address asked for is there.
  useEffect(() => {
    if (asked !== undefined) return;
    const timer = setTimeout(() => window.history.replaceState(null, "", `#${toHash(state)}`), 120);
    return () => clearTimeout(timer);
  }, [state, asked]);
  useEffect(() => {
    const read = (): void => setAsked(fromHash(location.hash));
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const chosen = useRef(state);
  chosen.current = state;
  // A changed address changes the view, whole or not at all: a file in it is read by the engine first. What the user has
  // chosen meanwhile stays.
  useEffect(() => {
    if (asked === undefined) return;
    let stale = false;
    const before = chosen.current;
    const settle = (trouble: string, view?: ViewState): void => {
      if (stale) return;
      if (view !== undefined && chosen.current === before) dispatch({ type: "replace", state: view });
      setTrouble(trouble);
      setAsked(undefined);
    };
    if (asked.kind === "problem") settle(asked.message);
    else if (asked.file === undefined) settle("", asked.view);
    else {
      const { view, file } = asked;
      numbers
        .run((engine) => engine.readLink(file))
        .then(
          ({ spec, values }) => settle("", { ...view, spec, values: { ...values, ...view.values } }),
          (error: unknown) =>
            settle(`This link is not understood: ${error instanceof Error ? error.message : String(error)}.`),
        );
    }
    return () => {
      stale = true;
    };
  }, [asked, numbers]);

  const { quantity, order, form } = state;
  useEffect(() => {
    if (asked === undefined) answerStore.ask({ source, quantity, order, form });
  }, [asked, answerStore, source, quantity, order, form]);

  const card =
    answers.question?.source === source &&
    answers.card !== undefined &&
    !isMissing(answers.card) &&
    answers.card.source === source
      ? answers.card
      : undefined;
  // While the next junction is being read its predecessor's sliders and plots stay, so that the page does not jump.
  const last = useRef<JunctionCard | undefined>(undefined);
  if (card !== undefined) last.current = card;
  const shown = last.current;
  const names = useMemo(() => card?.parameters.map((p) => p.name) ?? [], [card]);
  const at = bindingText(state, ["T_a", "Delta", ...names]);
  const atMean = bindingText(state, ["T_a", ...names]);
  useLayoutEffect(() => {
    if (card === undefined || card.numeric.kind === "none") return;
    pointStore.ask({ source, at });
    valueStore.ask({ source, at: atMean, quantity, order });
  }, [card, source, at, atMean, quantity, order, pointStore, valueStore]);

  const openFile = useCallback(
    (text: string, name: string): void => {
      void numbers
        .run((engine) => engine.readFile(text))
        .then(
          (file) => {
            actions.setSpec(file.spec, file.values);
            say(`Opened ${name}.`);
          },
          (error: unknown) => say(`${name}: ${error instanceof Error ? error.message : String(error)}`),
        );
    },
    [numbers, actions],
  );

  const present = useRef({ source, quantity, order, at });
  present.current = { source, quantity, order, at };
  const makeExport = useCallback(
    (format: ExportFormat): Promise<string> => {
      const now = present.current;
      switch (format) {
        case "report":
          // With its checks it takes seconds: on a lane of its own, which can be stopped.
          setWriting({ what: "Writing the report", since: performance.now() });
          return aside
            .run((engine) => engine.report(now.source, now.order, now.at, location.href))
            .finally(() => {
              aside.cancel();
              setWriting(undefined);
            });
        case "latex-report":
          return numbers.run((engine) =>
            engine.latexReport(now.source, now.quantity, now.order, now.at, location.href),
          );
        default:
          return numbers.run((engine) => engine.exportAs(now.source, now.quantity, now.order, format));
      }
    },
    [numbers, aside],
  );

  const [sum, difference] = [toDouble(valueOf(state, "T_a")), toDouble(valueOf(state, "Delta"))];
  const shownPoint = point?.question.source === source ? point : undefined;
  const shownValues =
    values?.question.source === source && values.question.quantity === quantity
      ? (values.answer ?? NONE)
      : NONE;
  const doubles = new Map(["T_a", "Delta", ...names].map((n) => [n, toDouble(valueOf(state, n))]));
  const [J, reversed] = [Number(shownPoint?.answer?.J ?? NaN), Number(shownPoint?.answer?.J_reversed ?? NaN)];
  const title = card?.name ?? "junction";
  // Everything shown belongs to the present view; for whoever reads the page by a program.
  const numbersThere =
    card?.numeric.kind === "none" ||
    (shownPoint?.question.at === at &&
      values?.question.source === source &&
      values.question.at === atMean &&
      values.question.quantity === quantity &&
      values.question.order === order);
  const settled =
    answers.question?.source === source &&
    answers.question.quantity === quantity &&
    answers.question.order === order &&
    answers.question.form === form &&
    isComplete(answers) &&
    (isMissing(answers.card) || numbersThere);

  return (
    <div
      class="page"
      data-settled={settled}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const [file] = event.dataTransfer?.files ?? [];
        if (file) void readFile(file, openFile, actions);
      }}
    >
      <Header
        page={state.page}
        canUndo={history.past.length > 0}
        canRedo={history.future.length > 0}
        actions={actions}
      />
      <main>
        {trouble === "" ? null : (
          <p class="problem whole" role="alert">
            {trouble}{" "}
            <button type="button" class="quiet" onClick={() => setTrouble("")}>
              Close
            </button>
          </p>
        )}
        {state.page === "paper" ? (
          <Paper state={state} lane={aside} plots={plots} actions={actions} />
        ) : (
          <UnitsOfJunction.Provider value={shown?.units ?? NO_UNITS}>
            <OpenMenu spec={state.spec} onFile={openFile} actions={actions} />
            <section class="stage" aria-label="The junction">
              <Drawing
                spec={state.spec}
                levels={levelsOf(state.spec.subsystem, answers.card, doubles)}
                couplings={couplingsOf(answers.card, doubles)}
                hot={difference > 0 ? "left" : difference < 0 ? "right" : "none"}
                J={J}
                reversed={reversed}
                label={describe(title, sum, difference, J, reversed)}
              />
              <Builder spec={state.spec} actions={actions} />
            </section>
            {isMissing(answers.card) && answers.card.kind === "error" ? (
              <p class="problem whole" role="alert">
                {answers.card.message}
              </p>
            ) : (
              <div class="columns">
                <div class="side">
                  <ValuesPanel
                    state={state}
                    parameters={shown?.parameters ?? NO_PARAMETERS}
                    actions={actions}
                  />
                  <Numbers
                    point={shownPoint?.answer}
                    error={
                      card?.numeric.kind === "none"
                        ? `No numbers: ${card.numeric.reason}.`
                        : shownPoint?.error
                    }
                    command={`heatdiode evaluate ${title} --at ${at} --digits ${DIGITS}`}
                    file={
                      shorthandOf(state.spec) === undefined
                        ? junctionFile(
                            state.spec,
                            Object.fromEntries(names.map((n) => [n, valueOf(state, n)])),
                          )
                        : undefined
                    }
                    actions={actions}
                  />
                </div>
                <div class="answers">
                  <Verdict verdict={answers.verdict} proof={answers.proof} name={title} actions={actions} />
                  <Current
                    form={form}
                    ladder={!["levels", "hamiltonian"].includes(state.spec.subsystem.kind)}
                    current={answers.current}
                    actions={actions}
                  />
                  <Coefficients
                    name={title}
                    make={makeExport}
                    quantity={quantity}
                    order={order}
                    coefficients={answers.coefficients}
                    values={shownValues}
                    actions={actions}
                  />
                  {shown === undefined ? null : (
                    <Plots state={state} card={shown} lane={plots} actions={actions} />
                  )}
                  <Claim claim={state.claim} source={source} lane={numbers} actions={actions} />
                </div>
              </div>
            )}
          </UnitsOfJunction.Provider>
        )}
      </main>
      <footer>
        <p>
          {state.page === "junction" && shown?.unitSystem !== undefined ? (
            <>Units: {shown.unitSystem}</>
          ) : (
            <>
              Units ħ = <i>k</i>
              <sub>B</sub> = 1
            </>
          )}
          ; <i>T</i>
          <sub>a</sub> is the sum of the two temperatures; <i>J</i> &gt; 0 flows from left to right.
          Everything is computed on this page; nothing is sent anywhere.
        </p>
      </footer>
      <Progress
        busy={answers.busy ?? writing}
        onCancel={answers.busy === undefined ? aside.cancel : answerStore.cancel}
      />
      <div class="toast" role="status" key={message}>
        {message}
      </div>
    </div>
  );
}

function createPoint(lane: EngineLane) {
  return createLatest(({ source, at }: { readonly source: string; readonly at: string }) =>
    lane.run((engine) => engine.point(source, at, DIGITS)),
  );
}

interface ValuesQuestion {
  readonly source: string;
  readonly at: string;
  readonly quantity: "J" | "R" | "contrast";
  readonly order: number;
}

function createValues(lane: EngineLane) {
  return createLatest(({ source, at, quantity, order }: ValuesQuestion) =>
    lane.run((engine) => engine.values(source, at, quantity, order, DIGITS)),
  );
}

/** The view to begin with: that of the link, as far as it is known without the engine. */
function viewOf(link: Link | undefined): ViewState {
  return link?.kind === "view" && link.file === undefined ? link.view : INITIAL;
}

/** The picture in words. */
function describe(name: string, sum: number, difference: number, J: number, reversed: number): string {
  const temperatures = `left bath at ${((sum + difference) / 2).toPrecision(4)}, right bath at ${((sum - difference) / 2).toPrecision(4)}`;
  const currents = Number.isFinite(J)
    ? `; current ${J.toPrecision(4)}, reversed ${reversed.toPrecision(4)}`
    : "";
  return `${name}: ${temperatures}${currents}`;
}
