"use client";

import { AskButtons } from "@/components/billing/flow/ask-buttons";
import { Agreement, useAgreement } from "@/components/billing/flow/quote-agreement";
import { SeatsField } from "@/components/billing/flow/seats-field";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

type SeatsFlowProps = { handle: string; billingHref: string; present: number; taken: number; minimum: number };

/** Another number of seats: more at once with proration, fewer at the period's end (D2). */
export function SeatsFlow({ handle, billingHref, present, taken, minimum }: SeatsFlowProps) {
  const state = useAgreement(handle, billingHref, "Seats changed");
  const { quote, fields, ask, back } = state;
  if (quote) return <Agreement takesFocus state={state} back={<Button onClick={back}>Edit seats</Button>} />;
  return (
    <Card className="max-w-[560px] px-4 py-4">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          ask({ kind: "change_seats", seats: Number(new FormData(event.currentTarget).get("seats")) });
        }}
      >
        <SeatsField
          label="New number of seats"
          initial={present}
          minimum={minimum}
          error={fields.seats}
          description={`You have ${present} now; ${taken} are used or reserved. More seats are added immediately, fewer at the end of the period.`}
        />
        <AskButtons state={state} billingHref={billingHref} />
      </form>
    </Card>
  );
}
