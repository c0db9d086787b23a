import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { parts } from "./scripts/parts.ts";
import { precompress } from "./scripts/precompress.ts";

const backend = "http://127.0.0.1:7071";

/** All that is said behind the login, in one language. */
const wordsOf = (module: string) => `words-${/\/i18n\/(\w+)\//.exec(module)?.[1] ?? "en"}`;

export default defineConfig({
  plugins: [react(), parts(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    // A data: URI would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What a first page needs comes in one file for each step: a dozen small ones cost a dozen turns on a slow line.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "start", test: /\/src\/app\/(?:main\.ts|gate\.tsx)$/, priority: 4 },
            { name: "portal", test: /\/src\/app\/portal\.tsx$/, priority: 3 },
            { name: "overlays", test: /\/src\/app\/shell\/Overlays\.tsx$/, priority: 2 },
            { name: wordsOf, test: /\/src\/i18n\/\w+\/behind\.ts$/, priority: 1 },
          ],
        },
      },
    },
    reportCompressedSize: false,
  },
  // The whole repository may be read: a test compares the catalogues with the server's code.
  server: { port: 5173, proxy: { "/api": backend, "/files": backend }, fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    css: false,
  },
});
