/** A store's value in a component, which is drawn again when it changes. */
import { useEffect, useState } from "preact/hooks";

export function useStore<T>(store: {
  readonly get: () => T;
  readonly subscribe: (listener: () => void) => () => void;
}): T {
  const [value, setValue] = useState(store.get);
  useEffect(() => {
    setValue(store.get);
    return store.subscribe(() => setValue(store.get));
  }, [store]);
  return value;
}
