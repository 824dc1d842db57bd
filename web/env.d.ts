/** Chosen when the page is built: the engine from its own file, or from a blob. */
declare module "virtual:spawn-engine" {
  export function spawnEngine(): Worker;
}
