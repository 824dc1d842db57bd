/** What the numbers on the page are measured in, for every part that shows one. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Units by the ASCII name of the quantity or parameter; none where ħ = k_B = 1. */
export const UnitsOfJunction = createContext<Readonly<Record<string, string>>>({});

/** ` mK` behind a number of this name, or nothing. */
export function useUnit(): (name: string) => string {
  const units = useContext(UnitsOfJunction);
  return (name) => {
    const unit = Object.hasOwn(units, name) ? (units[name] ?? "") : "";
    return unit === "" ? "" : ` ${unit}`;
  };
}
