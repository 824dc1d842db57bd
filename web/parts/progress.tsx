/** What the engine is doing if it takes long enough to be asked about, and a way to stop it. */
import { useEffect, useState } from "preact/hooks";
import { type Busy } from "../engine/answers.js";

/** Milliseconds before anything is said; most answers are there earlier. */
const QUIET = 350;

export function Progress({ busy, onCancel }: { readonly busy: Busy; readonly onCancel: () => void }) {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (busy === undefined) return undefined;
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, [busy]);
  const elapsed = busy === undefined ? 0 : now - busy.since;
  return (
    <div class="progress" role="status">
      {busy !== undefined && elapsed > QUIET ? (
        <div>
          <span class="bar" aria-hidden="true" />
          <span>{busy.what}</span>
          <span class="seconds" aria-hidden="true">
            {(elapsed / 1000).toFixed(1)} s
          </span>
          <button type="button" onClick={onCancel}>
            Stop
          </button>
        </div>
      ) : null}
    </div>
  );
}
