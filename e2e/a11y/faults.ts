import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Later rows resemble the first ones, and axe takes time for each; a mail's frame runs no scripts, so axe cannot check
 * it.
 */
const ALIKE = ["tbody > tr:nth-child(n + 6)", "iframe[sandbox]"];

/** Runs in the page itself, without a new tab each time, and reports only faults. */
function newAxe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
}

async function analyzed(page: Page, narrow: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = ALIKE.reduce((builder, selector) => builder.exclude(selector), newAxe(page));
  const { violations } = await narrow(axe).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id}: ${help}\n  ${target.join(" ")}\n  ${failureSummary}`),
  );
}

/** Lists axe's faults of the page, one sentence each; empty for none. */
export function faults(page: Page): Promise<string[]> {
  return analyzed(page, (axe) => axe.withTags(STANDARDS));
}

/** Checks colours only, because another theme changes nothing else. */
export function colourFaults(page: Page): Promise<string[]> {
  return analyzed(page, (axe) => axe.withRules(["color-contrast"]));
}

/**
 * Colours in transition between two themes belong to neither. A sheet made by script is exempt from the page's policy.
 */
export async function stopMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
}

/** Sets the theme, which is an attribute of the document. */
export async function chooseTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((chosen) => document.documentElement.setAttribute("data-theme", chosen), theme);
}
