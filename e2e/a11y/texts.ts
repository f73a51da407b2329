import type { JSHandle, Page } from "@playwright/test";

/** The texts that were met in a page: `places` numbers what an element looks like within what it stands in. */
export type MetTexts = { places: Map<string, number>; texts: Set<number> };

/**
 * Meets the texts of the page, and returns those whose like was not met before. Texts are alike when they, all that
 * they stand in and what stands beside that have the same classes and colours: the first one speaks for the others.
 */
export function newTexts(page: Page, met: JSHandle<MetTexts>, alike: readonly string[]): Promise<JSHandle<Element[]>> {
  return page.evaluateHandle(
    ({ met: { places, texts }, leftOut }) => {
      const placeOf = new Map<Element | null, number>();
      const isText = (element: Element) =>
        element.matches("input, select, textarea") ||
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      const isShown = (element: Element) =>
        element.checkVisibility({ visibilityProperty: true }) && element.closest(leftOut) === null;
      return [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        const look = [
          placeOf.get(element.parentElement),
          element.tagName,
          element.getAttribute("class"),
          ...[...element.children].map((child) => child.getAttribute("class")),
          style.color,
          style.backgroundColor,
          style.backgroundImage,
          style.opacity,
          style.fontSize,
          style.fontWeight,
        ].join("|");
        const place = places.get(look) ?? places.size;
        places.set(look, place);
        placeOf.set(element, place);
        if (texts.has(place) || !isText(element) || !isShown(element)) return false;
        texts.add(place);
        return true;
      });
    },
    { met, leftOut: alike.join(", ") },
  );
}
