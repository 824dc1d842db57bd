/**
 * Curves and a map that follow the sliders: the newest question wins, the last answer stays in view until the next
 * arrives. A map that takes longer than a frame comes coarse first and finer when the sliders rest.
 */
import { createLatest, type Latest } from "./latest.js";
import {
  type AxisQuestion,
  type CurveAnswer,
  type CurveQuestion,
  type MapAnswer,
  type MapQuestion,
  type PlotLane,
} from "./plot-protocol.js";

export interface MapStore {
  ask(question: MapQuestion): void;
  get(): { readonly question: MapQuestion; readonly answer: MapAnswer } | undefined;
  subscribe(listener: () => void): () => void;
}

/** The curves on show. */
export function createCurveStore(lane: PlotLane): Latest<readonly CurveQuestion[], readonly CurveAnswer[]> {
  return createLatest((questions: readonly CurveQuestion[]) =>
    lane.run((engine) => engine.curves(questions)),
  );
}

/** Cells along each side, from coarse to fine. */
const SIDES = [14, 28, 56] as const;
/** Milliseconds that a map may take while a slider moves. */
const FRAME_SHARE = 12;
/** Milliseconds without a new question before a finer map is made. */
const REST = 80;

/** The map on show. */
export function createMapStore(lane: PlotLane): MapStore {
  let state: ReturnType<MapStore["get"]>;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds that a cell took last time. */
  let perCell = FRAME_SHARE / SIDES[0] ** 2;
  const listeners = new Set<() => void>();
  const make = async (question: MapQuestion, side: number): Promise<MapAnswer | undefined> => {
    const [x, y] = [question.x, question.y].map((axis) => ({ ...axis, count: side })) as [
      AxisQuestion,
      AxisQuestion,
    ];
    const answer = await lane.run((engine) => engine.map({ ...question, x, y }));
    if (answer !== undefined) perCell = answer.cost / side ** 2;
    return answer;
  };
  const show = (question: MapQuestion, answer: MapAnswer): void => {
    state = { question, answer };
    listeners.forEach((listener) => listener());
    const finer = SIDES.find((side) => side > answer.x.length);
    if (finer === undefined) return;
    const mine = round;
    timer = setTimeout(() => {
      // A newer question ends this one in the worker: it then has no answer.
      make(question, finer).then(
        (fine) => {
          if (fine !== undefined && mine === round) show(question, fine);
        },
        () => undefined,
      );
    }, REST);
  };
  const quick = createLatest((question: MapQuestion) =>
    make(question, SIDES.findLast((side) => side ** 2 * perCell <= FRAME_SHARE) ?? SIDES[0]),
  );
  quick.subscribe(() => {
    const found = quick.get();
    if (found?.answer !== undefined) show(found.question, found.answer);
  });
  return {
    ask(question) {
      round++;
      clearTimeout(timer);
      quick.ask(question);
    },
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
