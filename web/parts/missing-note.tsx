/** What stands where an answer is not there, or not yet. */
import { type Missing } from "../engine/answers.js";

export function MissingNote({ missing }: { readonly missing: Missing | undefined }) {
  if (missing === undefined) return <p class="note waiting">…</p>;
  return missing.kind === "stopped" ? (
    <p class="note">Stopped. Change anything to start again.</p>
  ) : (
    <p class="note problem" role="alert">
      {missing.message}
    </p>
  );
}
