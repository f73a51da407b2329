"use client";

import { useState } from "react";
import { AskButtons } from "@/components/billing/flow/ask-buttons";
import { Agreement, useAgreement } from "@/components/billing/flow/quote-agreement";
import { SeatsField } from "@/components/billing/flow/seats-field";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/radio-group";
import type { OfferedPrice } from "@/lib/billing/page/plan-offers";
import type { Interval, PlanKey } from "@/lib/entitlements/types";
import { formatMoney, formatUnit } from "@/lib/money";

type CheckoutFlowProps = {
  handle: string;
  billingHref: string;
  plan: PlanKey;
  /** Confirmed prices only. */
  prices: readonly OfferedPrice[];
  interval: Interval;
  /** Null for a plan without seats. */
  seats: { minimum: number; taken: number } | null;
  /** The last day of a running trial. */
  trialEnds: string | null;
};

function priceText(price: OfferedPrice): string {
  return `${formatMoney(price.amount, price.currency)} ${formatUnit(price)}, without tax`;
}

/** First the choice, then its price, then the provider's page for the card. */
export function CheckoutFlow({ handle, billingHref, plan, prices, seats, trialEnds, ...props }: CheckoutFlowProps) {
  const state = useAgreement(handle, billingHref, "Plan purchased");
  const { quote, fields, ask, back } = state;
  const [interval, setInterval] = useState<Interval>(props.interval);
  const [start, setStart] = useState<"now" | "trial_end">(trialEnds ? "trial_end" : "now");
  if (quote) return <Agreement takesFocus state={state} back={<Button onClick={back}>Change selection</Button>} />;
  return (
    <Card className="max-w-[560px] px-4 py-4">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = seats ? Number(new FormData(event.currentTarget).get("seats")) : null;
          ask({ kind: "checkout", plan, interval, seats: wanted, start });
        }}
      >
        <RadioGroup
          legend="Billing interval"
          name="interval"
          value={interval}
          onValueChange={(value) => setInterval(value === "year" ? "year" : "month")}
          options={prices.map((price) => ({
            value: price.interval,
            label: price.interval === "year" ? "Yearly" : "Monthly",
            description: priceText(price),
          }))}
        />
        {seats ? (
          <SeatsField
            label="Seats"
            initial={seats.minimum}
            minimum={seats.minimum}
            error={fields.seats}
            description={`${seats.taken} are used or reserved. The minimum is ${seats.minimum}. You can add seats at any time.`}
          />
        ) : null}
        {trialEnds ? (
          <RadioGroup
            legend="When to start"
            name="start"
            value={start}
            onValueChange={(value) => setStart(value === "now" ? "now" : "trial_end")}
            options={[
              {
                value: "trial_end",
                label: "When the trial ends",
                description: `Nothing is charged before ${trialEnds}.`,
              },
              { value: "now", label: "Now", description: "You give up the rest of the trial." },
            ]}
          />
        ) : null}
        <AskButtons state={state} billingHref={billingHref} />
      </form>
    </Card>
  );
}
