import { billingStatusInput } from "@/lib/billing/page/api-schema";
import { describeBilling } from "@/lib/billing/page/describe-billing";
import { accountApi } from "@/lib/entry/api";

export const GET = accountApi(
  { name: "billing.status", permission: "billing:read", entitlement: null, audit: null },
  billingStatusInput,
  describeBilling,
);
