"use client";

import { Agreement, useAgreement } from "@/components/billing/flow/quote-agreement";
import { SeatsField } from "@/components/billing/flow/seats-field";
import { FailureNote } from "@/components/team/failure-note";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";

type SeatsFlowProps = { handle: string; billingHref: string; present: number; taken: number; minimum: number };

/** Another number of seats: more at once with proration, fewer at the period's end (D2). */
export function SeatsFlow({ handle, billingHref, present, taken, minimum }: SeatsFlowProps) {
  const state = useAgreement(handle, billingHref, "Seats are changed");
  const { quote, fields, failure, pending, ask, back } = state;
  if (quote) return <Agreement state={state} back={<Button onClick={back}>Choose another number</Button>} />;
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
          label="Seats from then on"
          initial={present}
          minimum={minimum}
          error={fields.seats}
          description={`There are ${present} now, of which ${taken} are used or reserved. More seats come at once, fewer with the end of the period.`}
        />
        <FailureNote failure={failure} fields={fields} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            Show what it costs
          </Button>
          <LinkButton href={billingHref}>Back to Billing</LinkButton>
        </div>
      </form>
    </Card>
  );
}
