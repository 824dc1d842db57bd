/** What a printed current is made of. */
import { type Expression } from "../../../symbolic/expression/expression.js";

/** J and the definitions it uses. */
export interface CurrentForm {
  readonly current: Expression;
  readonly where: readonly { readonly name: string; readonly latex: string; readonly value: Expression }[];
  /** Why J is 0 whatever the temperatures, where it is. */
  readonly noHeat?: string;
}
