import { expect, it } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { openBillingPortal } from "@/lib/billing/page/open-portal";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { refusal, stripeDouble, subscriptionOf, sync, teamOf, useCard } from "@/lib/billing/quotes/stripe.fixture";

const stripe = stripeDouble();

async function changes(ctx: AccountContext): Promise<boolean> {
  const { url } = await openBillingPortal(ctx, { flow: null });
  return (await (await fetch(url)).text()).includes("view=update");
}

it("the portal sells nothing on top of a renewal that is owed, because paying for that would settle both [case 30]", async () => {
  const { ctx } = await teamOf(stripe, 3);
  expect(await changes(ctx)).toBe(true);
  await useCard(stripe, ctx, "pm_card_chargeCustomerFail");
  for (const days of [16, 15.5]) await stripe.advance(days);
  await sync(ctx);
  expect(await subscriptionOf(ctx)).toMatchObject({ status: "past_due" });
  await useCard(stripe, ctx, "pm_card_visa");
  expect(await changes(ctx)).toBe(false);
  expect(await refusal(prepareQuote(ctx, { kind: "change_seats", seats: 4 }))).toContain("409 An invoice");
});
