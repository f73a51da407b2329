import type { LimitUsage } from "@/lib/entitlements/queries";
import type { Snapshot } from "@/lib/entitlements/types";
import type { AccountCounts, Attention } from "@/lib/overview/types";
import { DAY_MS } from "@/lib/time";

/** From this percentage on, a limit deserves attention. */
const ATTENTION_PERCENT = 80;
const TRIAL_NOTICE_DAYS = 7;

function pressedLimits(usage: readonly LimitUsage[]): Attention[] {
  return usage.flatMap(({ key, label, unit, used, reserved, limit, resetsAt }): Attention[] => {
    if (used === null || limit === "unlimited" || limit === 0) return [];
    // One seat for one person is the plan's normal state, not a shortage.
    if (key === "seats" && limit === 1) return [];
    const taken = used + reserved;
    return taken * 100 >= limit * ATTENTION_PERCENT
      ? [{ kind: "limit", key, label, unit, used: taken, limit, resetsAt }]
      : [];
  });
}

function endingTrial({ commercialState, stateUntil }: Snapshot, at: Date): Attention[] {
  if (commercialState !== "trial" || stateUntil === null) return [];
  const days = (Date.parse(stateUntil) - at.getTime()) / DAY_MS;
  return days <= TRIAL_NOTICE_DAYS ? [{ kind: "trial_ending", endsAt: stateUntil }] : [];
}

/**
 * Lists what needs the reader's attention, most pressing first. Includes only measured limits, and invitations only for
 * readers who may invite.
 */
export function attentionOf(
  facts: { snapshot: Snapshot; usage: readonly LimitUsage[]; counts: AccountCounts; mayInvite: boolean },
  at: Date,
): Attention[] {
  const { invitations, nextInvitationEnd, expiredTokens, endingTokens } = facts.counts;
  const limits = pressedLimits(facts.usage).sort((one, other) => share(other) - share(one));
  return [
    ...endingTrial(facts.snapshot, at),
    ...limits,
    ...(expiredTokens > 0 ? [{ kind: "expired_tokens" as const, count: expiredTokens }] : []),
    ...(endingTokens > 0 ? [{ kind: "ending_tokens" as const, count: endingTokens }] : []),
    ...(invitations > 0 && facts.mayInvite
      ? [{ kind: "invitations" as const, count: invitations, nextEnd: nextInvitationEnd }]
      : []),
  ];
}

function share(item: Attention): number {
  return item.kind === "limit" ? item.used / item.limit : 0;
}
