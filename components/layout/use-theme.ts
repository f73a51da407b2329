"use client";

import { useSyncExternalStore } from "react";
import { parseTheme, THEME_COOKIE, type Theme } from "@/components/layout/theme";
import { keepChoice } from "@/components/ui/browser-cookie";

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

const current = () => parseTheme(document.documentElement.dataset.theme);
const unknown = (): Theme => "system";

function choose(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  keepChoice(THEME_COOKIE, theme);
}

/** The root element and a cookie hold the theme; this reads the first and writes both. */
export function useTheme(): { theme: Theme; choose: (theme: Theme) => void } {
  return { theme: useSyncExternalStore(watch, current, unknown), choose };
}
