import "server-only";
import { z } from "zod";
import { stripeClient } from "@/lib/billing/stripe/client";
import { reference } from "@/lib/billing/stripe/event-customer";
import { callStripe } from "@/lib/billing/stripe/failures";
import { idOf } from "@/lib/billing/stripe/wire-values";

const subject = z.object({ data: z.object({ object: z.object({ charge: reference }) }) });

/**
 * Finds the customer of an event that only names a charge: a dispute, a refund. Empty when it names none, or the charge
 * has no customer. Errors: UPSTREAM.
 */
export async function findChargeCustomer(payload: unknown): Promise<string> {
  const read = subject.safeParse(payload);
  if (!read.success) return "";
  const { charge } = read.data.data.object;
  const found = await callStripe("charges.retrieve", () => stripeClient().charges.retrieve(charge));
  return idOf(found.customer) ?? "";
}
