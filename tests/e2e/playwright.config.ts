import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { demo } from "./lib/demo";

const usual = "/usr/bin/chromium";
const browser = process.env.CHROMIUM ?? (existsSync(usual) ? usual : "");

/** The suite runs against a portal that is there already: `PORTAL_DEMO` names the file that says where. */
export default defineConfig({
  testDir: "specs",
  fullyParallel: true,
  workers: 2,
  retries: process.env['CI'] ? 2 : 0,
  forbidOnly: Boolean(process.env.CI),
  // A journey of many steps takes its time on the emulator of two cores; what is slow by mistake fails at its own step.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [["line"], ["html", { open: "never" }]] : [["line"]],
  use: {
    baseURL: demo.address,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    actionTimeout: 10_000,
    launchOptions: {
      // Without a path Playwright takes the one that it has fetched itself.
      ...(browser !== "" && { executablePath: browser }),
      args: ["--no-sandbox"],
    },
  },
});
