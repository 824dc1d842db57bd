/** What the process and its command say to each other. */

/** What a command line is run with. */
export interface CommandInput {
  readonly argv: readonly string[];
  readonly colors: boolean;
  readonly debug: boolean;
  /** Whether stderr is a terminal. */
  readonly terminal: boolean;
  readonly version: string;
}

/** To the process: text for its streams, what an interruption would leave, and the exit status. */
export type ToProcess =
  | { readonly kind: "out"; readonly id: number; readonly text: string }
  | { readonly kind: "err"; readonly text: string }
  | { readonly kind: "status"; readonly line: string }
  | { readonly kind: "kept"; readonly line: string }
  | { readonly kind: "end"; readonly status: number };

/** To the command: whether a text went out (`wrong` undefined: its reader has gone), and that the user interrupts. */
export type ToCommand =
  | { readonly kind: "written"; readonly id: number }
  | { readonly kind: "refused"; readonly id: number; readonly wrong: string | undefined }
  | { readonly kind: "stop" };
