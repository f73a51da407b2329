import type { Page } from "@playwright/test";
import { visit } from "../fixtures/live-page";
import { expect, test } from "../fixtures/people";
import { chooseTheme, colourFaults, faults, stopMotion } from "./faults";
import { everyPage, STATES, type Visit } from "./visits";

const WIDTHS = [1280, 390] as const;

async function expectSound(page: Page): Promise<void> {
  await stopMotion(page);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await chooseTheme(page, "light");
    expect(await faults(page), `light, ${width} px`).toEqual([]);
    await chooseTheme(page, "dark");
    expect(await colourFaults(page), `dark, ${width} px`).toEqual([]);
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

test("the check sees what is wrong", async ({ stranger }) => {
  const page = await stranger();
  await visit(page, "/");
  await stopMotion(page);
  await page.evaluate(() => {
    const pale = document.createElement("p");
    pale.textContent = "Hardly to be read";
    pale.style.color = "#9a9a9a";
    const picture = document.createElement("img");
    picture.src = "/icon.svg";
    document.querySelector("main")?.append(pale, picture);
  });
  const found = (await faults(page)).join("\n");
  expect(found).toContain("color-contrast");
  expect(found).toContain("image-alt");
  expect((await colourFaults(page)).join("\n")).toContain("color-contrast");
});
