/** What a grid holds and how it is laid out. */

/** What a grid can hold. */
export type GridQuantity = "J" | "J_reversed" | "R" | "contrast" | "S";

/** How a grid is laid out: a product of two axes (names of the parameters along them), or a list of points. */
export type GridLayout =
  | { readonly kind: "product"; readonly row: string; readonly column: string }
  | { readonly kind: "list"; readonly varying: readonly string[] };
