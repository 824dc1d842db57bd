/** A worker with the engine in it, from the file beside the page. */
export function spawnEngine(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "heatdiode" });
}
