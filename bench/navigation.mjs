import { chromium } from "@playwright/test";
import { CHROMIUM_FLAGS, requireChromium } from "../scripts/chromium.mjs";
import { run } from "../scripts/progress.mjs";

/** A walk through an organization's pages, by the words of the navigation and the heading that follows. */
const WALK = ["Packages", "Team", "Usage", "Billing", "Overview"];
const ROUNDS = 8;

const address = process.argv[2] ?? "http://localhost:3000";
const persona = process.argv[3] ?? "acme-owner";

/**
 * Presses a link of the navigation and waits, in the page, until another page's content stands there.
 * @param {import("@playwright/test").Page} page
 * @param {string} word
 * @returns {Promise<number>} milliseconds
 */
async function follow(page, word) {
  const link = page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: word }).first();
  await link.hover();
  return link.evaluate(
    (anchor) =>
      new Promise((resolve) => {
        const main = document.querySelector("main");
        const before = location.pathname;
        const from = performance.now();
        const isThere = () =>
          location.pathname !== before && main?.querySelector("h1") && !main.querySelector('[role="status"]');
        const look = () => (isThere() ? resolve(performance.now() - from) : requestAnimationFrame(look));
        /** @type {HTMLElement} */ (anchor).click();
        look();
      }),
  );
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

// Measures a running demo: how long a press on the navigation takes until the next page stands there, warm.
run(async () => {
  const browser = await chromium.launch({ executablePath: await requireChromium(), args: CHROMIUM_FLAGS });
  const page = await browser.newPage({ baseURL: address, viewport: { width: 1440, height: 900 } });
  await page.request.post("/dev/sign-in", { data: { key: persona } });
  await page.goto(`/orgs/${process.argv[4] ?? "acme"}/overview`);
  /** @type {Record<string, number[]>} */
  const times = {};
  for (let round = 0; round <= ROUNDS; round++) {
    for (const word of WALK) {
      const ms = await follow(page, word);
      // The first round fills the caches.
      if (round > 0) times[word] = [...(times[word] ?? []), ms];
    }
  }
  await browser.close();
  console.table(
    Object.entries(times).map(([to, ms]) => ({
      to,
      median: Math.round(median(ms)),
      worst: Math.round(Math.max(...ms)),
    })),
  );
  console.log(`A warm navigation takes ${Math.round(median(Object.values(times).flat()))} ms (median).`);
});
