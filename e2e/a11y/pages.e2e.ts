import type { Page } from "@playwright/test";
import { visit } from "../fixtures/live-page";
import { expect } from "../fixtures/people";
import { findFaults, showWide } from "./faults";
import { test } from "./looking";
import { everyPage, STATES, type Visit } from "./visits";

// What is wrong is said in words, and a picture shows it: a trace of each page costs more than the look.
test.use({ trace: "off" });

async function expectReachable(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }), "one first-level heading").toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" }), "the first stop of the keyboard").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main"), "the skip link leads to the content").toBeFocused();
}

function look({ name, who, status, address }: Visit): void {
  test(`${name} as ${who ?? "nobody"}`, async ({ lookAs }) => {
    const page = await lookAs(who);
    await showWide(page);
    expect(await visit(page, await address(page.request))).toBe(status);
    await expectReachable(page);
    expect(await findFaults(page)).toEqual([]);
  });
}

test.describe("every page", () => {
  for (const page of everyPage()) look(page);
});

test.describe("states", () => {
  for (const state of STATES) look(state);
});

/** Faults that show in one theme or at one width only, by what names them in the page. */
const FAULTY = `
  <img src="/icon.svg">
  <p class="pale-light">Hardly to be read in light</p>
  <p class="pale-dark">Hardly to be read in dark</p>
  <div class="wide">Wider than a desk</div>
  <div class="phone">
    <p class="pale-light">Hardly to be read in light on a phone</p>
    <p class="pale-dark">Hardly to be read in dark on a phone</p>
    <button class="tiny">One</button><button class="tiny">Two</button>
    <button></button>
    <div class="long">Wider than a phone</div>
  </div>`;

const FAULTY_STYLE = `
  [data-theme="light"] .pale-light { color: #9a9a9a }
  [data-theme="dark"] .pale-dark { color: #5a5a5a }
  .wide { width: 1500px }
  .long { width: 500px }
  .tiny { width: 12px; height: 12px; overflow: hidden }
  @media (width < 600px) { .wide { display: none } }
  @media (width >= 600px) { .phone { display: none } }`;

test("the check sees what is wrong", async ({ lookAs }) => {
  const page = await lookAs(null);
  await showWide(page);
  await visit(page, "/");
  expect(await findFaults(page), "before anything is wrong").toEqual([]);
  await page.evaluate(
    ([html, css]) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
      document.querySelector("main")?.insertAdjacentHTML("beforeend", html);
    },
    [FAULTY, FAULTY_STYLE] as const,
  );
  const seen = (await findFaults(page)).map((fault) => fault.split(": ", 2).join(": "));
  expect(seen.sort()).toEqual(
    [
      "light, 1280 px: image-alt",
      "light, 1280 px: color-contrast",
      "light, 1280 px: overflow",
      "dark, 1280 px: color-contrast",
      "dark, 390 px: image-alt",
      "dark, 390 px: button-name",
      "dark, 390 px: target-size",
      "dark, 390 px: target-size",
      "dark, 390 px: color-contrast",
      "dark, 390 px: overflow",
      "light, 390 px: color-contrast",
    ].sort(),
  );
});
