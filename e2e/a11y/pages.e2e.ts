import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { visit } from "../fixtures/live-page";
import { expect, test } from "../fixtures/people";
import { everyPage, STATES, type Visit } from "./visits";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [1280, 390] as const;

/** Rows after the first ones are like them, and axe takes its time for each; a mail's frame runs no scripts, so not axe's. */
const ALIKE = ["tbody > tr:nth-child(n + 6)", "iframe[sandbox]"];

async function faults(page: Page, build: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = ALIKE.reduce((builder, selector) => builder.exclude(selector), new AxeBuilder({ page }));
  const { violations } = await build(axe).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id}: ${help}\n  ${target.join(" ")}\n  ${failureSummary}`),
  );
}

/** The theme is an attribute of the document, and everything but colours is the same in both. No colour is on its way. */
async function choose(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((chosen) => {
    document.documentElement.setAttribute("data-theme", chosen);
    for (const animation of document.getAnimations()) animation.cancel();
  }, theme);
}

async function expectSound(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await choose(page, "light");
    expect(await faults(page, (axe) => axe.withTags(STANDARDS)), `light, ${width} px`).toEqual([]);
    await choose(page, "dark");
    expect(await faults(page, (axe) => axe.withRules(["color-contrast"])), `dark, ${width} px`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `the page is wider than ${width} px`).toBeLessThanOrEqual(0);
  }
}

async function expectReachable(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }), "one first-level heading").toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" }), "the first stop of the keyboard").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main"), "the skip link leads to the content").toBeFocused();
}

function look({ name, who, status, address }: Visit): void {
  test(`${name} as ${who ?? "nobody"}`, async ({ stranger, persona }) => {
    const page = who === null ? await stranger() : await persona(who);
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await visit(page, await address(page.request))).toBe(status);
    await expectReachable(page);
    await expectSound(page);
  });
}

test.describe("every page", () => {
  for (const page of everyPage()) look(page);
});

test.describe("states", () => {
  for (const state of STATES) look(state);
});
