import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./bundle.mjs";
import { runProgram } from "./processes.mjs";
import { Stop, step } from "./progress.mjs";

/** Flags that keep the browser from contacting its maker's servers. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

/** @returns {Promise<string | undefined>} a browser that is here already */
async function findChromium() {
  return [process.env.CHROMIUM ?? "", ...SYSTEM, await playwrightsOwn()].find((place) => place && existsSync(place));
}

async function downloadPlaywrights() {
  const cli = path.join(ROOT, "node_modules/@playwright/test/cli.js");
  const command = [cli, "install", "chromium"];
  await runProgram(process.execPath, command, { quiet: true, what: "playwright install chromium" }).catch(
    () => undefined,
  );
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    spawnSync("apt-get", args, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
  }
}

/** Finds a Chromium, or installs one by a way that this machine allows. */
export async function requireChromium() {
  for (const get of [undefined, downloadPlaywrights, installFromDebian]) {
    if (get) await step("Getting Chromium", get);
    const found = await findChromium();
    if (found) return found;
  }
  throw new Stop(
    "The browser tests need Chromium and could not install it. Run this once, then start again:\n" +
      "  sudo apt-get update && sudo apt-get install -y chromium",
  );
}
