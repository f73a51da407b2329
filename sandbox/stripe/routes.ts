import { BILLING_DUE } from "./billing/due";
import { BILLING_ROUTES } from "./billing/routes";
import { PAGE_DUE, PAGE_ROUTES, PAGES } from "./pages/routes";
import { CUSTOMER_ROUTES } from "./resources/customers";
import { EVENT_ROUTES } from "./resources/events";
import { PAYMENT_METHOD_ROUTES } from "./resources/payment-methods";
import { PRICE_ROUTES } from "./resources/prices";
import { PRODUCT_ROUTES } from "./resources/products";
import type { DueSource, Page, Route } from "./types";

export const ALL_ROUTES: readonly Route[] = [
  ...CUSTOMER_ROUTES,
  ...PRODUCT_ROUTES,
  ...PRICE_ROUTES,
  ...PAYMENT_METHOD_ROUTES,
  ...EVENT_ROUTES,
  ...BILLING_ROUTES,
  ...PAGE_ROUTES,
];
export const ALL_PAGES: readonly Page[] = PAGES;
export const ALL_DUE: readonly DueSource[] = [...BILLING_DUE, ...PAGE_DUE];
