/** A worker with the engine in it, from a blob: for the page that is one file and has nothing beside it. */
import EngineWorker from "./worker.ts?worker&inline";

export function spawnEngine(): Worker {
  return new EngineWorker({ name: "heatdiode" });
}
