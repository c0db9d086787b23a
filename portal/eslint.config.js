import boundaries from "eslint-plugin-boundaries";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** What must not be touched directly; each with the module that does it. */
const storage = "What is remembered in the browser belongs to somebody: use util/storage, which asks for whom.";
const live = "All tabs share one connection: use api/live.";
const tabs = "Use util/tabs, or api/live for changes.";
const clamped = "Mantine's NumberInput changes a number outside of its range without a word: use ui/WholeNumberInput.";
const guarded = [
  ...["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"].map((name) => ({ name, message: storage })),
  { name: "EventSource", message: live },
  { name: "WebSocket", message: live },
  { name: "BroadcastChannel", message: tabs },
];
const holders = ["window", "globalThis", "self"];

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
      "no-restricted-globals": ["error", ...guarded],
      "no-restricted-properties": [
        "error",
        ...holders.flatMap((object) => guarded.map(({ name: property, message }) => ({ object, property, message }))),
        { object: "document", property: "cookie", message: storage },
      ],
      "no-restricted-imports": [
        "error",
        { name: "@mantine/core", importNames: ["NumberInput"], message: clamped },
        { name: "@mantine/hooks", importNames: ["useLocalStorage", "useSessionStorage", "readLocalStorageValue", "readSessionStorageValue"], message: storage },
      ],
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
    // The modules that the rules above name, and tests, which look at what they leave behind.
    files: ["src/util/storage.ts", "src/util/tabs.ts", "src/api/live/share.ts", "src/test/**", "src/**/*.test.{ts,tsx}"],
    rules: { "no-restricted-globals": "off", "no-restricted-properties": "off" },
  },
  {
    files: ["src/ui/WholeNumberInput.tsx"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    // A test may use the tools of src/test wherever it stands.
    files: ["src/**/*.test.{ts,tsx}"],
    rules: { "boundaries/dependencies": "off" },
  },
]);
