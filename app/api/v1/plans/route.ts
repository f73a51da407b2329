import { plansInput } from "@/lib/billing/page/api-schema";
import { describePlans } from "@/lib/billing/page/describe-plans";
import { publicApi } from "@/lib/entry/api";

export const GET = publicApi(
  { name: "billing.plans", permission: null, entitlement: null, audit: null },
  plansInput,
  describePlans,
);
