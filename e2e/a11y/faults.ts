import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rows after the first ones are like them, and axe takes its time for each; a mail's frame runs no scripts, so not axe's. */
const ALIKE = ["tbody > tr:nth-child(n + 6)", "iframe[sandbox]"];

/** In the page itself, without a tab of its own each time; of what is right nothing is described. */
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

/** Everything that axe holds against the page, a sentence each; none when it is sound. */
export function faults(page: Page): Promise<string[]> {
  return analyzed(page, (axe) => axe.withTags(STANDARDS));
}

/** The colours alone, which are all that another theme changes. */
export function colourFaults(page: Page): Promise<string[]> {
  return analyzed(page, (axe) => axe.withRules(["color-contrast"]));
}

/** Colours on their way from one theme to the other are neither's. A sheet made by script is free of the page's policy. */
export async function stopMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
}

/** The theme is an attribute of the document. */
export async function chooseTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((chosen) => document.documentElement.setAttribute("data-theme", chosen), theme);
}
