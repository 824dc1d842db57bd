/** Workers from blobs: for the page that is one file and has nothing beside it. */
import PlotWorker from "./plot-worker.ts?worker&inline";
import EngineWorker from "./worker.ts?worker&inline";

/** A worker with the engine in it. */
export function spawnEngine(): Worker {
  return new EngineWorker({ name: "heatdiode" });
}

/** A worker that computes curves and maps. */
export function spawnPlotter(): Worker {
  return new PlotWorker({ name: "heatdiode plots" });
}
