/** The worker's reaction to an event: fetch its customer, or raise an alarm. */
type Effect = "sync" | "alarm";

/**
 * Every type that the webhook endpoint subscribes to. Closed: other types are stored without effect. No handler uses a
 * payload; it only names the customer to fetch.
 */
export const EVENT_TYPES = {
  "checkout.session.completed": "sync",
  "checkout.session.expired": "sync",
  "checkout.session.async_payment_succeeded": "sync",
  "checkout.session.async_payment_failed": "sync",
  "customer.created": "sync",
  "customer.updated": "sync",
  "customer.deleted": "sync",
  "customer.source.expiring": "sync",
  "customer.tax_id.created": "sync",
  "customer.tax_id.updated": "sync",
  "customer.tax_id.deleted": "sync",
  "customer.subscription.created": "sync",
  "customer.subscription.updated": "sync",
  "customer.subscription.deleted": "sync",
  "customer.subscription.paused": "sync",
  "customer.subscription.resumed": "sync",
  "customer.subscription.trial_will_end": "sync",
  "customer.subscription.pending_update_applied": "sync",
  "customer.subscription.pending_update_expired": "sync",
  "subscription_schedule.created": "sync",
  "subscription_schedule.updated": "sync",
  "subscription_schedule.completed": "sync",
  "subscription_schedule.released": "sync",
  "subscription_schedule.canceled": "sync",
  "subscription_schedule.aborted": "sync",
  "subscription_schedule.expiring": "sync",
  "invoice.created": "sync",
  "invoice.updated": "sync",
  "invoice.deleted": "sync",
  "invoice.finalized": "sync",
  "invoice.finalization_failed": "sync",
  "invoice.sent": "sync",
  "invoice.upcoming": "sync",
  "invoice.will_be_due": "sync",
  "invoice.overdue": "sync",
  "invoice.overpaid": "sync",
  "invoice.paid": "sync",
  "invoice.payment_succeeded": "sync",
  "invoice.payment_failed": "sync",
  "invoice.payment_action_required": "sync",
  "invoice.voided": "sync",
  "invoice.marked_uncollectible": "sync",
  "credit_note.created": "sync",
  "credit_note.updated": "sync",
  "credit_note.voided": "sync",
  "charge.succeeded": "sync",
  "charge.failed": "sync",
  "charge.refunded": "sync",
  "charge.refund.updated": "sync",
  "refund.created": "sync",
  "refund.updated": "sync",
  "refund.failed": "sync",
  "charge.dispute.created": "sync",
  "charge.dispute.updated": "sync",
  "charge.dispute.closed": "sync",
  "charge.dispute.funds_withdrawn": "sync",
  "charge.dispute.funds_reinstated": "sync",
  "payment_method.attached": "sync",
  "payment_method.detached": "sync",
  "payment_method.updated": "sync",
  "payment_method.automatically_updated": "sync",
  "v1.billing.meter.error_report_triggered": "alarm",
  "v1.billing.meter.no_meter_found": "alarm",
} as const satisfies Record<string, Effect>;

const EFFECTS: ReadonlyMap<string, Effect> = new Map(Object.entries(EVENT_TYPES));

/** Null for a type that the endpoint does not subscribe to. */
export function effectOf(type: string): Effect | null {
  return EFFECTS.get(type) ?? null;
}
