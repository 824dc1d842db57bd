/** The decomposition of the states of a Markov chain by reachability. */
export interface ChainClasses {
  /** Closed classes (no rate leads out), each sorted, ordered by smallest member; never empty for n ≥ 1. */
  readonly closed: readonly (readonly number[])[];
  /** States outside every closed class, sorted: their stationary population is zero. */
  readonly transient: readonly number[];
}

/**
 * Strongly connected components of the graph of non-zero rates, by Tarjan's algorithm written without
 * recursion (a ladder of 2,000 levels is a path of that length). Cost n².
 *
 * @param n        number of states
 * @param connects whether the rate from state `from` to state `to` is non-zero
 */
export function chainClasses(n: number, connects: (from: number, to: number) => boolean): ChainClasses {
  const component = tarjanComponents(n, connects);
  const members = new Map<number, number[]>();
  for (let state = 0; state < n; state++) {
    const id = component[state] as number;
    const list = members.get(id);
    if (list) list.push(state);
    else members.set(id, [state]);
  }
  const open = new Set<number>();
  for (let from = 0; from < n; from++) {
    for (let to = 0; to < n; to++) {
      if (component[from] !== component[to] && connects(from, to)) open.add(component[from] as number);
    }
  }
  const closed: number[][] = [];
  const transient: number[] = [];
  for (const [id, states] of members) {
    if (open.has(id)) transient.push(...states);
    else closed.push(states);
  }
  return { closed, transient: transient.sort((a, b) => a - b) };
}

/** Component number of every state. Frames of the depth-first search live in typed arrays. */
function tarjanComponents(n: number, connects: (from: number, to: number) => boolean): Int32Array {
  const component = new Int32Array(n).fill(-1);
  const index = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const next = new Int32Array(n); // the next successor to look at, per state
  const path = new Int32Array(n); // the states of the search path
  const pending: number[] = []; // visited, component not known yet
  let counter = 0;
  let components = 0;
  for (let root = 0; root < n; root++) {
    if (index[root] !== -1) continue;
    let depth = 0;
    path[0] = root;
    while (depth >= 0) {
      const state = path[depth] as number;
      if (index[state] === -1) {
        index[state] = low[state] = counter++;
        pending.push(state);
      }
      let descended = false;
      while ((next[state] as number) < n) {
        const to = next[state] as number;
        next[state] = to + 1;
        if (to === state || !connects(state, to)) continue;
        if (index[to] === -1) {
          path[++depth] = to;
          descended = true;
          break;
        }
        if (component[to] === -1 && (index[to] as number) < (low[state] as number))
          low[state] = index[to] as number;
      }
      if (descended) continue;
      if (low[state] === index[state]) {
        let member: number;
        do {
          member = pending.pop() as number;
          component[member] = components;
        } while (member !== state);
        components++;
      }
      depth--;
      if (depth >= 0) {
        const parent = path[depth] as number;
        if ((low[state] as number) < (low[parent] as number)) low[parent] = low[state] as number;
      }
    }
  }
  return component;
}
