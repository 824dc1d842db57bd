import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const NODE = { regex: "^(node:|(fs|path|os|process|crypto|child_process|worker_threads)(/|$))" };
const layer = (others) => ({
  "no-restricted-imports": [
    "error",
    {
      patterns: [
        { ...NODE, message: "This layer runs in a browser." },
        { regex: `^(\\.\\./)+(${others})(/|$)`, message: "symbolic and numeric meet only in src." },
      ],
    },
  ],
});

export default defineConfig(
  globalIgnores(["dist", "coverage", "api", "test/vectors"]),
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Bigints and small integers in messages are what templates are for.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Under noUncheckedIndexedAccess an index known to be in range is asserted, not tested again.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["symbolic/**/*.ts"], rules: layer("numeric|src") },
  { files: ["numeric/**/*.ts"], rules: layer("symbolic|src") },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", performance: "readonly", URL: "readonly" },
    },
  },
);
