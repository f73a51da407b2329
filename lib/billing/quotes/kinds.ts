import { cancel } from "@/lib/billing/quotes/cancel";
import type { Change } from "@/lib/billing/quotes/change";
import { checkout } from "@/lib/billing/quotes/checkout";
import { endTrial } from "@/lib/billing/quotes/end-trial";
import { interval } from "@/lib/billing/quotes/interval";
import { resume } from "@/lib/billing/quotes/resume";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { seats } from "@/lib/billing/quotes/seats";
import type { QuoteKind } from "@/lib/billing/quotes/types";
import { undo } from "@/lib/billing/quotes/undo";

type Kinds = { [Kind in QuoteKind]: Change<InputOf<Kind>> };

/** Every kind of change in the schema. */
const KINDS: Kinds = {
  checkout,
  change_seats: seats,
  change_interval: interval,
  cancel,
  resume,
  end_trial: endTrial,
  undo_schedule: undo,
};

export function changeOf<Kind extends QuoteKind>(kind: Kind): Change<InputOf<Kind>> {
  return KINDS[kind];
}
