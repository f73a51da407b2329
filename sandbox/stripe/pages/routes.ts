import type { DueSource, Page, Route } from "../types";

export const PAGE_ROUTES: Route[] = [];
export const PAGES: Page[] = [];
export const PAGE_DUE: DueSource[] = [];
