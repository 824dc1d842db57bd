/** How the parts of a junction file read their expressions. */
import { type Expression } from "../../../symbolic/expression/expression.js";
import { type ExpressionRules } from "../../expression/parse.js";

/** Reads an expression that stands at a place in the file. @throws InputError naming the place */
export type ExpressionReader = (source: string, where: string, rules: ExpressionRules) => Expression;
