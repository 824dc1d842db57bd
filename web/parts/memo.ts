/** A component that is drawn again only if one of its properties is another: what a slider moves stays a small part. */
import { type Component, type ComponentChildren, h } from "preact";

/**
 * By `shouldComponentUpdate`, which Preact asks of functions too. Giving back the same node as the last time would do as
 * well, but that node keeps its parents of then, and with them every formula that has left the page.
 */
export function memo<P extends object>(
  draw: (props: P) => ComponentChildren,
): (props: P) => ComponentChildren {
  function Memo(this: Component<P>, props: P): ComponentChildren {
    this.shouldComponentUpdate = (next) => !same(this.props as P, next);
    return h(draw, props);
  }
  return Memo as (props: P) => ComponentChildren;
}

function same<P extends object>(a: P, b: P): boolean {
  const keys = Object.keys(b) as (keyof P)[];
  return Object.keys(a).length === keys.length && keys.every((key) => Object.is(a[key], b[key]));
}
