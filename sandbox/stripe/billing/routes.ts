import type { Route } from "../types";
import { INVOICE_ROUTES } from "./api/invoices";
import { PAYMENT_ROUTES } from "./api/payments";
import { SCHEDULE_ROUTES } from "./api/schedules";
import { SUBSCRIPTION_ITEM_ROUTES } from "./api/subscription-items";
import { SUBSCRIPTION_ROUTES } from "./api/subscriptions";

export const BILLING_ROUTES: Route[] = [
  ...SUBSCRIPTION_ROUTES,
  ...SUBSCRIPTION_ITEM_ROUTES,
  ...SCHEDULE_ROUTES,
  ...INVOICE_ROUTES,
  ...PAYMENT_ROUTES,
];
