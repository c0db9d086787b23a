import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { precompress } from "./scripts/precompress.ts";

const backend = "http://127.0.0.1:7071";

export default defineConfig({
  plugins: [react(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    // A data: URI would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The login page and all that it needs in one file: a dozen small ones cost a dozen turns on a slow line.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "start", test: /\/src\/app\/gate\.tsx$/ }] } } },
    manifest: true, // read by scripts/size.mjs
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
