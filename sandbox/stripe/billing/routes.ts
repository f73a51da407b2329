import type { Route } from "../types";

export const BILLING_ROUTES: Route[] = [];
