/** A value that changes at most every so many milliseconds, and always ends at the newest. */
import { useEffect, useRef, useState } from "preact/hooks";

/** @param interval 0 for the value itself, in the same frame */
export function useThrottled<T>(value: T, interval: number): T {
  const [shown, setShown] = useState(value);
  const time = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, time.current + interval - performance.now());
    const timer = setTimeout(() => {
      time.current = performance.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, interval]);
  return interval === 0 ? value : shown;
}
