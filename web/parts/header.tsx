/** The top of the page: its name, its two sides, and what concerns the whole view. */
import { useState } from "preact/hooks";
import { copyText } from "../plot/save.js";
import { type ViewState } from "../state/view-state.js";
import { type Actions } from "./actions.js";
import { memo } from "./memo.js";

interface HeaderProps {
  readonly page: ViewState["page"];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly actions: Actions;
}

export const Header = memo(({ page: shown, canUndo, canRedo, actions }: HeaderProps) => {
  const [dark, setDark] = useState<boolean | undefined>(undefined);
  const isDark = dark ?? matchMedia("(prefers-color-scheme: dark)").matches;
  const toggle = (): void => {
    document.documentElement.dataset["theme"] = isDark ? "light" : "dark";
    setDark(!isDark);
  };
  return (
    <header class="top">
      <h1>
        heatdiode <span>explorer</span>
      </h1>
      <nav aria-label="Pages" class="pages">
        {(
          [
            ["junction", "A junction"],
            ["paper", "The paper"],
          ] as const
        ).map(([page, label]) => (
          <button
            key={page}
            type="button"
            aria-current={shown === page ? "page" : undefined}
            onClick={() => actions.edit("page", { page })}
          >
            {label}
          </button>
        ))}
      </nav>
      <div class="tools" role="group" aria-label="View">
        <button type="button" class="quiet" disabled={!canUndo} onClick={actions.undo}>
          Undo
        </button>
        <button type="button" class="quiet" disabled={!canRedo} onClick={actions.redo}>
          Redo
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() =>
            void copyText(location.href).then((done) =>
              actions.say(
                done ? "Copied a link that shows exactly this." : "The browser did not allow copying.",
              ),
            )
          }
        >
          Copy link
        </button>
        <button type="button" class="quiet" aria-pressed={isDark} onClick={toggle}>
          Dark
        </button>
      </div>
    </header>
  );
});
