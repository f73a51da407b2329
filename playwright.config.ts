import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, requireChromium } from "./scripts/chromium.mjs";

/** Tests that move the sandbox's clock, and so the whole product's: they run alone, after all others. */
const MOVES_THE_CLOCK = "**/*.time.e2e.ts";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./e2e/fixtures/product.ts",
  outputDir: "test-results/browser",
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // A page of billing also waits for the payment provider, on a busy machine.
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    // The product starts on its own ports; its setup passes them to the workers.
    ...(process.env.E2E_DASHBOARD_URL ? { baseURL: process.env.E2E_DASHBOARD_URL } : {}),
    browserName: "chromium",
    launchOptions: { executablePath: await requireChromium(), args: CHROMIUM_FLAGS },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "journeys", testIgnore: MOVES_THE_CLOCK },
    { name: "billing-time", testMatch: MOVES_THE_CLOCK, dependencies: ["journeys"], fullyParallel: false, workers: 1 },
  ],
});
