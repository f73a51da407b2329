import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { dashboardUrl } from "../fixtures/addresses";
import { test as people } from "../fixtures/people";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Next fetches the pages behind all links ahead. Nobody follows them here, and the server renders each. */
async function fetchNothingAhead(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  browser.on("Fetch.requestPaused", ({ requestId, request }) => {
    const answered =
      "next-router-prefetch" in request.headers
        ? browser.send("Fetch.failRequest", { requestId, errorReason: "Aborted" })
        : browser.send("Fetch.continueRequest", { requestId });
    // The page may be left before its request is answered, which then is gone.
    answered.catch(() => undefined);
  });
  await browser.send("Fetch.enable", { patterns: [{ urlPattern: "*_rsc=*" }] });
}

type Looks = {
  /** The page as a persona, or as nobody. All looks of a worker share it: only for what keeps nothing in the browser. */
  lookAs: (who: string | null) => Promise<Page>;
};

type Sight = {
  /** One page with axe in each of its documents; its browser keeps the scripts and fonts of the first look. */
  sight: Page;
};

export const test = people.extend<Looks, Sight>({
  sight: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ baseURL: dashboardUrl() });
      const page = await context.newPage();
      await page.addInitScript({ path: AXE });
      await fetchNothingAhead(page);
      await use(page);
      await context.close();
    },
    { scope: "worker" },
  ],
  lookAs: ({ sight, sessionOf }, use) =>
    use(async (who) => {
      await sight.context().clearCookies();
      if (who !== null) await sight.context().addCookies((await sessionOf(who)).cookies);
      return sight;
    }),
});
