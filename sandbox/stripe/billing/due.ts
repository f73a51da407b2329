import type { DueSource } from "../types";

export const BILLING_DUE: DueSource[] = [];
