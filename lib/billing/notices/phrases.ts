import type { AccountRef } from "@/lib/access/types";
import type { Notice } from "@/lib/billing/notices/schema";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { PlanKey } from "@/lib/entitlements/types";
import { formatMoney } from "@/lib/money";

/** The text of a notice, on the page and in the mail: what happened, why, what to do. */
export type NoticeWords = {
  title: string;
  lines: string[];
  rows: { label: string; value: string }[];
  /** The one button: the provider's page of an invoice, or the Billing page when `href` is null. */
  action: { label: string; href: string | null };
  /** Further addresses for the mail. */
  links: readonly ("billing" | "invoice" | "export")[];
};

export type Addressee = Pick<AccountRef, "name" | "kind">;

export type Of<K extends Notice["kind"]> = Extract<Notice, { kind: K }>;

export const NOTHING_LOST = "Installs, exports and billing keep working, and nothing is deleted.";
export const BILLING = { label: "Open Billing", href: null } as const;

export function planName({ plan, planVersion }: { plan: PlanKey; planVersion: number }): string {
  return planDefinition(plan, planVersion).name;
}

export function inMoney({ amount, currency }: { amount: number; currency: string }): string {
  return formatMoney(amount, currency);
}
