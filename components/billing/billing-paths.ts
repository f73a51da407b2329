export const CHANGES = ["seats", "interval", "cancel", "resume", "end-trial", "undo"] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** The pages of an account's billing: a person's lie at the root, an organization's carry its handle. */
export function billingPaths(account: { kind: string; handle: string }) {
  const at = account.kind === "organization" ? `/orgs/${account.handle}` : "";
  const billing = `${at}/billing`;
  return {
    billing,
    plans: account.kind === "organization" ? `${billing}#plans` : `${billing}/plans`,
    usage: `${at}/usage`,
    packages: `${at}/packages`,
    team: `${at}/team`,
    kept: `${billing}/kept`,
    checkout: (plan: string, interval: string) => `${billing}/checkout?plan=${plan}&interval=${interval}`,
    change: (kind: ChangeKind) => `${billing}/change/${kind}`,
    invoice: (id: string) => `${billing}/invoices/${id}`,
    pdf: (id: string) => `${billing}/invoices/${id}/pdf`,
    csv: (id: string) => `${billing}/invoices/${id}/csv`,
    allLines: `${billing}/invoices/csv`,
  };
}

export type BillingPaths = ReturnType<typeof billingPaths>;
