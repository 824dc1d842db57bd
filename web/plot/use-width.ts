/** The width of an element in pixels, so that a figure is drawn at its size and its letters stay readable. */
import { type RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

export function useWidth(place: RefObject<HTMLElement | null>, otherwise: number): number {
  const [width, setWidth] = useState(otherwise);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.max(240, Math.round(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return width;
}
