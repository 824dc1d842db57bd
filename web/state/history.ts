/** Undo and redo over the view. Edits with one label that follow each other closely are one step: a drag is one undo. */
import { type ViewState } from "./view-state.js";

export interface History {
  readonly past: readonly ViewState[];
  readonly present: ViewState;
  readonly future: readonly ViewState[];
  readonly last: { readonly label: string; readonly time: number };
}

export type Action =
  | {
      readonly type: "edit";
      readonly label: string;
      readonly time: number;
      readonly change: Partial<ViewState>;
    }
  | { readonly type: "value"; readonly name: string; readonly time: number; readonly text: string }
  | { readonly type: "replace"; readonly state: ViewState }
  | { readonly type: "undo" }
  | { readonly type: "redo" };

/** Milliseconds within which edits of one label are one step. */
const ONE_STEP = 1000;
const MOST_STEPS = 200;

/** A history that starts at a view. */
export function historyOf(present: ViewState): History {
  return { past: [], present, future: [], last: { label: "", time: 0 } };
}

export function reduce(history: History, action: Action): History {
  const { past, present, future } = history;
  switch (action.type) {
    case "value": {
      const values = { ...present.values, [action.name]: action.text };
      return edited(history, { values }, `value ${action.name}`, action.time);
    }
    case "edit":
      return edited(history, action.change, action.label, action.time);
    case "replace":
      return edited(history, action.state, "replace", 0);
    case "undo": {
      const previous = past.at(-1);
      if (previous === undefined) return history;
      return { ...historyOf(previous), past: past.slice(0, -1), future: [present, ...future] };
    }
    case "redo": {
      const [next, ...rest] = future;
      return next === undefined ? history : { ...historyOf(next), past: [...past, present], future: rest };
    }
  }
}

function edited(history: History, change: Partial<ViewState>, label: string, time: number): History {
  const { last, past, present } = history;
  const next = { ...present, ...change };
  if (JSON.stringify(next) === JSON.stringify(present)) return history;
  const same = last.label === label && time - last.time < ONE_STEP;
  return {
    past: same ? past : [...past.slice(-MOST_STEPS), present],
    present: next,
    future: [],
    last: { label, time },
  };
}
