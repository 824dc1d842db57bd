/** A component that is drawn again only if one of its properties is another: what a slider moves stays a small part. */
import { type ComponentChildren, h } from "preact";
import { useRef } from "preact/hooks";

export function memo<P extends object>(
  draw: (props: P) => ComponentChildren,
): (props: P) => ComponentChildren {
  return (props) => {
    const last = useRef<{ readonly props: P; readonly drawn: ComponentChildren }>(undefined);
    const kept = last.current;
    if (kept !== undefined && same(kept.props, props)) return kept.drawn;
    const drawn = h(draw, props);
    last.current = { props, drawn };
    return drawn;
  };
}

function same<P extends object>(a: P, b: P): boolean {
  const keys = Object.keys(b) as (keyof P)[];
  return Object.keys(a).length === keys.length && keys.every((key) => Object.is(a[key], b[key]));
}
