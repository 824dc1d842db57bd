/**
 * The subdivision of a box as text: what a certificate states and a stopped search goes on with. In preorder, separated by blanks:
 * `2@0.1` divides the third variable at 0.1 and is followed by the lower part and the upper; `.` is a box whose bound is proved,
 * `.0.35` one proved with the multiplier λ = 0.35 of the condition, `x` one in which the condition fails everywhere.
 */
import { InputError } from "../input/errors.js";

/** A box: divided, or a leaf. */
export interface TreeNode {
  split?: { readonly axis: number; readonly at: string; readonly low: TreeNode; readonly high: TreeNode };
  /** Of a leaf: how its bound is proved. */
  leaf?: "." | "x";
  /** λ of a leaf with a condition, as a decimal. */
  multiplier?: string;
}

/** The text of a tree. */
export function treeText(root: TreeNode): string {
  const words: string[] = [];
  const pending: TreeNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.split) {
      words.push(`${node.split.axis}@${node.split.at}`);
      pending.push(node.split.high, node.split.low);
    } else words.push(`${node.leaf ?? "."}${node.multiplier ?? ""}`);
  }
  return words.join(" ");
}

/** Reads the text of a tree. @throws InputError for text that is none */
export function readTree(text: string): TreeNode {
  const words = text.split(" ");
  let next = 0;
  let root: TreeNode | undefined;
  const places: ((node: TreeNode) => void)[] = [(node) => (root = node)];
  for (let place = places.pop(); place; place = places.pop()) {
    const word = words[next++] ?? "";
    const split = /^(\d+)@(\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(word);
    const leaf = /^([.x])(\d+(?:\.\d+)?(?:e-?\d+)?)?$/.exec(word);
    if (split) {
      const [low, high]: [TreeNode, TreeNode] = [{}, {}];
      place({ split: { axis: Number(split[1]), at: split[2] as string, low, high } });
      places.push(
        (node) => Object.assign(high, node),
        (node) => Object.assign(low, node),
      );
    } else if (leaf) {
      place({
        leaf: leaf[1] as "." | "x",
        ...(leaf[2] === undefined ? {} : { multiplier: leaf[2] }),
      });
    } else throw new InputError("the subdivision of the box cannot be read");
  }
  if (root === undefined || next !== words.length)
    throw new InputError("the subdivision of the box cannot be read");
  return root;
}
