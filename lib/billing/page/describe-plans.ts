import "server-only";
import type { PlansOutput } from "@/lib/billing/page/api-schema";
import { addOnOffers, planOffers } from "@/lib/billing/page/plan-offers";
import { billingProvider } from "@/lib/billing/stripe/provider";
import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";

/** The current catalogue with the prices that the provider confirms. Needs no account. */
export async function describePlans(): Promise<PlansOutput> {
  const provider = await billingProvider();
  const offers = [
    ...(await planOffers("personal", provider.state)),
    ...(await planOffers("organization", provider.state)),
  ];
  const addOns = await addOnOffers(provider.state);
  return {
    catalogueVersion: CATALOGUE_VERSION,
    provider,
    plans: offers.map(({ plan, prices, name, description, byContract }) => {
      const { accountKind, seats, values } = planDefinition(plan);
      return { key: plan, name, description, accountKind, byContract, seats, prices, entitlements: values };
    }),
    addOns: addOns.map(({ plans, ...offer }) => ({ ...offer, plans: [...plans] })),
  };
}
