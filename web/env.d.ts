/** Chosen when the page is built: the workers from their own files, or from blobs. */
declare module "virtual:spawn-engine" {
  export function spawnEngine(): Worker;
  export function spawnPlotter(): Worker;
}
