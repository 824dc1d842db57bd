/** Models in the hands of the worker that computes curves. */
import { useEffect, useState } from "preact/hooks";
import { type NumericModel } from "../../src/model/model.js";
import { type PlotLane } from "./plot-protocol.js";

const NONE: readonly number[] = [];

/** The numbers under which the worker keeps these models; none until it has them all. */
export function useModels(lane: PlotLane, models: readonly NumericModel[]): readonly number[] {
  const [kept, setKept] = useState({ models, numbers: NONE });
  useEffect(() => {
    let wanted = true;
    Promise.all(models.map((model) => lane.run((engine) => engine.load(model)))).then(
      (numbers) => {
        if (wanted) setKept({ models, numbers });
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [lane, models]);
  return kept.models === models ? kept.numbers : NONE;
}
