import boundaries from "eslint-plugin-boundaries";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports point one way: `util, api, ui, i18n → features → app`; a feature never imports another. */
const elements = [
  { type: "util", pattern: "src/util/**" },
  { type: "i18n", pattern: "src/i18n/**" },
  { type: "api", pattern: "src/api/**" },
  { type: "ui", pattern: "src/ui/**" },
  { type: "feature", pattern: "src/features/*/**", capture: ["area"] },
  { type: "app", pattern: "src/app/**" },
  { type: "test", pattern: "src/test/**" },
];

const element = (type) => ({ element: { type } });
const to = (...types) => types.map((type) => ({ to: element(type) }));

export default defineConfig([
  { ignores: ["dist", "node_modules", "src/api/schema.d.ts"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      "max-lines": ["error", { max: 400 }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "Only ui/Markup renders markup, and only what the server has sanitised.",
        },
        {
          selector: "JSXAttribute[name.name='maxLength'], JSXAttribute[name.name='maxlength']",
          message: "maxlength cuts what is pasted without a word, and counts in UTF-16: use ui/limit/LimitedInput.",
        },
        { selector: "JSXOpeningElement[name.name='style']", message: "The content security policy forbids inline styles." },
      ],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { boundaries, "react-hooks": reactHooks },
    settings: {
      "boundaries/elements": elements,
      "boundaries/include": ["src/**/*"],
      "import/resolver": { typescript: { project: "./tsconfig.app.json" } },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: [
            { from: element("util"), allow: to("util") },
            { from: element("i18n"), allow: to("i18n", "util") },
            { from: element("api"), allow: to("api", "util") },
            { from: element("ui"), allow: to("ui", "util", "api", "i18n") },
            {
              from: element("feature"),
              allow: [
                ...to("ui", "util", "api", "i18n"),
                { to: { element: { type: "feature", captured: { area: "{{ from.element.captured.area }}" } } } },
              ],
            },
            { from: element("app"), allow: to("app", "feature", "ui", "util", "api", "i18n") },
            { from: element("test"), allow: to("ui", "util", "api", "i18n", "test") },
          ],
        },
      ],
    },
  },
  {
    // A test may use the tools of src/test wherever it stands.
    files: ["src/**/*.test.{ts,tsx}"],
    rules: { "boundaries/dependencies": "off" },
  },
]);
