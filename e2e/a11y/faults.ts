import type { JSHandle, Page } from "@playwright/test";
import type axe from "axe-core";
import type { RunOptions } from "axe-core";
import { type MetTexts, newTexts } from "./texts";

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const WIDE = 1280;
const PHONE = 390;
const HEIGHT = 900;

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * Later rows resemble the first ones, and axe takes time for each; a mail's frame runs no scripts, so axe cannot check
 * it.
 */
const ALIKE = ["tbody > tr:nth-child(n + 6)", "iframe[sandbox]"];

/** Only faults are described in full. */
const ALL_RULES: RunOptions = { runOnly: { type: "tag", values: STANDARDS }, resultTypes: ["violations"] };
const COLOUR_RULES: RunOptions = { runOnly: { type: "rule", values: COLOURS }, resultTypes: ["violations"] };
const OTHER_RULES: RunOptions = {
  ...ALL_RULES,
  rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])),
};

/** What axe holds against the page, or only against these elements of it: a sentence each. */
function analyze(page: Page, options: RunOptions, among: JSHandle<Element[]> | null = null): Promise<string[]> {
  return page.evaluate(
    async ({ options, among, exclude }) => {
      if (among?.length === 0) return [];
      const { violations } = await window.axe.run(among ? { include: among, exclude } : { exclude }, options);
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary = "" }) => `${id}: ${help}\n  ${target.join(" ")}\n  ${failureSummary}`),
      );
    },
    { options, among, exclude: ALIKE },
  );
}

/** While the theme changes, colours belong to neither. The page's content policy does not apply to a sheet made by script. */
async function stopMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets.push(sheet);
  });
}

/** The theme is an attribute of the document. */
async function chooseTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((chosen) => document.documentElement.setAttribute("data-theme", chosen), theme);
}

async function overflow(page: Page): Promise<string[]> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return excess > 0 ? [`overflow: the page is ${excess} px wider than the window`] : [];
}

export async function showWide(page: Page): Promise<void> {
  await page.setViewportSize({ width: WIDE, height: HEIGHT });
}

/**
 * Everything that is wrong with the page, a sentence each that begins with the theme and width; none when it is sound.
 * What a theme or width cannot change is looked at once: of the colours, only those that were not met before.
 */
export async function findFaults(page: Page): Promise<string[]> {
  const met: JSHandle<MetTexts> = await page.evaluateHandle(() => ({ places: new Map(), texts: new Set() }));
  const colours = async () => analyze(page, COLOUR_RULES, await newTexts(page, met, ALIKE));
  const found: string[] = [];
  const note = (where: string, faults: readonly string[]) => {
    found.push(...faults.map((fault) => `${where}: ${fault}`));
  };
  await stopMotion(page);
  await showWide(page);
  await chooseTheme(page, "light");
  note(`light, ${WIDE} px`, [...(await colours()), ...(await analyze(page, OTHER_RULES)), ...(await overflow(page))]);
  await chooseTheme(page, "dark");
  note(`dark, ${WIDE} px`, await colours());
  await page.setViewportSize({ width: PHONE, height: HEIGHT });
  note(`dark, ${PHONE} px`, [...(await colours()), ...(await analyze(page, OTHER_RULES)), ...(await overflow(page))]);
  await chooseTheme(page, "light");
  note(`light, ${PHONE} px`, await colours());
  return found;
}
