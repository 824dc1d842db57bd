/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) for the view, except while text is being typed. */
import { useEffect } from "preact/hooks";
import { type Actions } from "./actions.js";

export function useViewKeys({ undo, redo }: Actions): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const act = key === "z" ? (event.shiftKey ? redo : undo) : key === "y" ? redo : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [undo, redo]);
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type === "text";
}
