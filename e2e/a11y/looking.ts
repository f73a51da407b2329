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

type PageOf = (who: string | null) => Promise<Page>;

type Looking = {
  /** A page of a persona, or of nobody, with axe in each document: the same one for all looks of a worker. */
  lookAs: PageOf;
};

export const test = people.extend<Looking, { pageOf: PageOf }>({
  pageOf: [
    async ({ browser, sessionOf }, use) => {
      const pages = new Map<string | null, Promise<Page>>();
      const open = async (who: string | null) => {
        const session = who === null ? {} : { storageState: await sessionOf(who) };
        const context = await browser.newContext({ baseURL: dashboardUrl(), ...session });
        const page = await context.newPage();
        await page.addInitScript({ path: AXE });
        await fetchNothingAhead(page);
        return page;
      };
      await use((who) => {
        const page = pages.get(who) ?? open(who);
        pages.set(who, page);
        return page;
      });
      for (const page of pages.values()) await (await page).context().close();
    },
    { scope: "worker" },
  ],
  lookAs: async ({ pageOf }, use, info) => {
    const pages: Page[] = [];
    await use(async (who) => {
      const page = await pageOf(who);
      pages.push(page);
      return page;
    });
    if (info.status === info.expectedStatus) return;
    for (const page of pages)
      await info.attach("the page", { body: await page.screenshot(), contentType: "image/png" });
  },
});
