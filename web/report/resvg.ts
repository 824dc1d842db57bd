/** Pictures made of points are not offered on the page: its reports hold SVG. */

/** @throws always */
export function Resvg(): never {
  throw new Error("PNG is made by the command line");
}
