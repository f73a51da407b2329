import type { Metadata } from "next";
import { PlanCards } from "@/components/entitlements/plan-cards";
import { PlanTable } from "@/components/entitlements/plan-table";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { formatPrice } from "@/lib/entitlements/format";
import { ADD_ONS } from "@/lib/entitlements/plans";
import { PLAN_KEYS } from "@/lib/entitlements/types";
import { inSeries } from "@/lib/text";

export const metadata: Metadata = {
  title: "Pricing",
  description: "Compare what each Packhouse plan includes and costs.",
};

export default function PricingPage() {
  const storage = ADD_ONS.storage_100gb;
  const soldWith = inSeries(
    storage.plans.map((plan) => planDefinition(plan).name),
    "and",
  );
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h1 className="font-semibold text-2xl tracking-[-0.01em]">Plans and prices</h1>
        <p className="mt-1 max-w-[70ch] text-ink-2">
          One person or an organization. Installs never stop, whatever happens to a payment, and a trial never ends in a
          charge.
        </p>
      </header>
      <PlanCards level={2} />
      <p className="max-w-[80ch] text-ink-2 text-sm">
        List prices, without tax. A price is confirmed at checkout before anything is charged; a plan whose price is not
        confirmed there cannot be bought. {storage.label}, for {soldWith}, is an add-on of {formatPrice(storage.price)}{" "}
        a {storage.price.interval}.
      </p>
      <section aria-labelledby="compare" className="flex flex-col gap-3">
        <h2 id="compare" className="font-semibold text-lg">
          Compare everything
        </h2>
        <PlanTable label="All plans compared" plans={PLAN_KEYS} />
      </section>
    </div>
  );
}
