import { assignContract } from "@/lib/billing/contracts/assign-contract";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { endContract } from "@/lib/billing/contracts/end-contract";
import { findContractToEnd } from "@/lib/billing/contracts/queries";
import { assignContractSchema, assignPlanSchema, endContractSchema } from "@/lib/billing/contracts/schema";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { type Answer, contextOf, type Input, readInput, UsageError, type Values } from "@/ops/command";

const DAYS_UNTIL_DUE = 30;

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

function invoiceOf(values: Values) {
  const { interval } = values;
  const cents = values["invoice-cents"];
  const days = values["days-until-due"];
  if (cents === undefined) {
    if (interval !== undefined || days !== undefined) {
      throw new UsageError("--interval and --days-until-due say how to invoice: give --invoice-cents too.");
    }
    return null;
  }
  return {
    amountCents: Number(cents),
    interval: interval ?? "year",
    daysUntilDue: days === undefined ? DAYS_UNTIL_DUE : Number(days),
  };
}

/** Assigns a contract, which Stripe invoices with `--invoice-cents`, or with `--trial` a trial. */
export async function assign({ first: handle, second: plan, values }: Input): Promise<Answer> {
  const seats = values.seats === undefined ? null : Number(values.seats);
  const endsAt = values.ends === undefined ? null : midnight(values.ends);
  const common = { plan, seats, endsAt, reason: values.reason ?? "" };
  const ctx = await contextOf(handle);
  if (values.trial) {
    const { termId } = await assignPlan(ctx, readInput(assignPlanSchema, { ...common, kind: "trial" }));
    return assigned(handle, plan, termId);
  }

  const startsAt = values.starts === undefined ? now() : midnight(values.starts);
  const contract = readInput(assignContractSchema, { ...common, startsAt, invoice: invoiceOf(values) });
  if (contract.invoice && !billingEnabled()) {
    throw new AppError("CONFLICT", {
      message: "Payments are off, so nothing can be invoiced. Set STRIPE_SECRET_KEY, or leave --invoice-cents out.",
    });
  }

  const { termId } = await assignContract(ctx, contract);
  return assigned(handle, plan, termId);
}

function assigned(account: string, plan: string, termId: string): Answer {
  return { rows: [{ account, plan, term: termId }], data: { account, plan, termId } };
}

/** Ends the live contract, or completes an interrupted end. */
export async function end({ first: handle, values }: Input): Promise<Answer> {
  const ctx = await contextOf(handle);
  const { reason } = readInput(endContractSchema, { reason: values.reason ?? "" });
  const contract = await findContractToEnd(ctx);
  if (!contract) throw new AppError("NOT_FOUND", { noun: `contract of ${handle} that is live` });
  const { id: termId, plan } = contract;
  await endContract(ctx, { termId, reason });
  return { rows: [{ account: handle, plan, ended: termId }], data: { account: handle, plan, termId } };
}
