/** A rate equation whose steady state is not unique: it has several closed classes of states. */
export class ReducibleChainError extends Error {
  override readonly name = "ReducibleChainError";
  constructor(
    /** The closed classes, each a sorted list of state indices; every start ends up in one of them. */
    readonly closed: readonly (readonly number[])[],
    /** Names of the states for the message; their indices otherwise. */
    names?: readonly string[],
  ) {
    const label = (state: number): string => names?.[state] ?? String(state);
    const classes = closed.map((states) => `{${states.map(label).join(", ")}}`).join(" and ");
    super(`the rate equation is reducible: no rate connects ${classes}, and the steady state is not unique`);
  }
}
