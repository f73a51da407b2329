import type { DueSource, Page, Route } from "../types";
import { checkoutExpiries } from "./checkout/end";
import { CHECKOUT_PAGES } from "./checkout/handlers";
import { CHECKOUT_ROUTES } from "./checkout/routes";
import { INVOICE_PAGES } from "./invoices/handlers";
import { METER_EVENT_ROUTES } from "./meters/meter-events";
import { METER_ROUTES } from "./meters/meters";
import { CONFIGURATION_ROUTES } from "./portal/configurations";
import { PORTAL_PAGES } from "./portal/handlers";
import { PORTAL_SESSION_ROUTES } from "./portal/sessions";
import { TAX_ID_ROUTES } from "./tax-ids/tax-ids";

export const PAGE_ROUTES: Route[] = [
  ...CHECKOUT_ROUTES,
  ...CONFIGURATION_ROUTES,
  ...PORTAL_SESSION_ROUTES,
  ...TAX_ID_ROUTES,
  ...METER_ROUTES,
  ...METER_EVENT_ROUTES,
];
export const PAGES: Page[] = [...CHECKOUT_PAGES, ...PORTAL_PAGES, ...INVOICE_PAGES];
export const PAGE_DUE: DueSource[] = [checkoutExpiries];
