/** Workers from the files beside the page. */

/** A worker with the engine in it. */
export function spawnEngine(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "heatdiode" });
}

/** A worker that computes curves and maps. */
export function spawnPlotter(): Worker {
  return new Worker(new URL("./plot-worker.ts", import.meta.url), {
    type: "module",
    name: "heatdiode plots",
  });
}
