/** What the parts of the page may do with the view. */
import { type JunctionSpec } from "../state/junction-spec.js";
import { type ViewState } from "../state/view-state.js";

export interface Actions {
  readonly edit: (label: string, change: Partial<ViewState>) => void;
  readonly setValue: (name: string, text: string) => void;
  readonly setSpec: (spec: JunctionSpec, values?: Readonly<Record<string, string>>) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Tells the reader what was done; screen readers hear it too. */
  readonly say: (text: string) => void;
}
