import { accountApi } from "@/lib/actions/api";
import { billingStatusInput } from "@/lib/billing/api-schema";
import { describeBilling } from "@/lib/billing/describe-billing";

export const GET = accountApi(
  { name: "billing.status", permission: "billing:read", entitlement: null, audit: null },
  billingStatusInput,
  describeBilling,
);
