import { publicApi } from "@/lib/actions/api";
import { plansInput } from "@/lib/billing/api-schema";
import { describePlans } from "@/lib/billing/describe-plans";

export const GET = publicApi(
  { name: "billing.plans", permission: null, entitlement: null, audit: null },
  plansInput,
  describePlans,
);
