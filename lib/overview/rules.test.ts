import { describe, expect, it } from "vitest";
import type { LimitUsage } from "@/lib/entitlements/queries";
import { resolve } from "@/lib/entitlements/resolve";
import type { Facts, LimitKey, Snapshot } from "@/lib/entitlements/types";
import { attentionOf } from "@/lib/overview/rules";
import type { AccountCounts } from "@/lib/overview/types";
import { DAY_MS } from "@/lib/time";

const now = new Date("2026-11-20T12:00:00.000Z");

function trialUntil(endsAt: Date): Snapshot {
  const term = { id: "t", kind: "trial", plan: "team", planVersion: 1, seats: 3 } as const;
  const facts: Facts = {
    account: { id: "a", handle: "acme", kind: "organization" },
    personId: null,
    terms: [{ ...term, startsAt: new Date(now.getTime() - DAY_MS), endsAt }],
    subscription: null,
    addOns: [],
    grants: [],
    overrides: [],
    freezes: [],
    platformBlock: null,
  };
  return resolve(facts, now);
}

const quiet: AccountCounts = {
  packages: 3,
  publicPackages: 1,
  privatePackages: 2,
  members: 2,
  invitations: 0,
  nextInvitationEnd: null,
  expiredTokens: 0,
  endingTokens: 0,
};

function usage(key: LimitKey, used: number | null, limit: LimitUsage["limit"], reserved = 0): LimitUsage {
  return {
    key,
    label: key,
    kind: "allocated",
    unit: "count",
    per: "",
    used,
    reserved,
    limit,
    ceiling: null,
    alerts: [50, 80, 90, 100],
    reached: null,
    resetsAt: null,
    source: { layer: "plan", id: "p", label: "p" },
    rationale: null,
    validUntil: null,
    trace: [],
    message: null,
  };
}

const far = trialUntil(new Date(now.getTime() + 8 * DAY_MS));

describe("what needs attention", () => {
  it("is nothing while nothing presses", () => {
    expect(
      attentionOf({ snapshot: far, usage: [usage("publishes", 79, 100)], counts: quiet, mayInvite: true }, now),
    ).toEqual([]);
  });

  it("is a limit from 80 % on, held amounts included, the fullest first", () => {
    const rows = [usage("publishes", 80, 100), usage("seats", 2, 3, 1), usage("packages.public", 7, 10)];
    const found = attentionOf({ snapshot: far, usage: rows, counts: quiet, mayInvite: true }, now);
    expect(found.map((item) => (item.kind === "limit" ? item.key : item.kind))).toEqual(["seats", "publishes"]);
  });

  it("leaves out what is not known, has no end, is not in the plan, or is one person's one seat", () => {
    const rows = [
      usage("api_calls", null, 100),
      usage("publishes", 1e6, "unlimited"),
      usage("packages.private", 0, 0),
      usage("seats", 1, 1),
    ];
    expect(attentionOf({ snapshot: far, usage: rows, counts: quiet, mayInvite: true }, now)).toEqual([]);
  });

  it("is a trial in its last seven days", () => {
    const endsAt = new Date(now.getTime() + 7 * DAY_MS);
    const found = attentionOf({ snapshot: trialUntil(endsAt), usage: [], counts: quiet, mayInvite: true }, now);
    expect(found).toEqual([{ kind: "trial_ending", endsAt: endsAt.toISOString() }]);
    expect(attentionOf({ snapshot: far, usage: [], counts: quiet, mayInvite: true }, now)).toEqual([]);
  });

  it("is invitations and tokens, by number", () => {
    const counts = { ...quiet, invitations: 2, nextInvitationEnd: "2026-11-22T00:00:00.000Z", expiredTokens: 1 };
    const found = attentionOf(
      { snapshot: far, usage: [], counts: { ...counts, endingTokens: 3 }, mayInvite: true },
      now,
    );
    expect(found.map((item) => item.kind)).toEqual(["expired_tokens", "ending_tokens", "invitations"]);
    expect(
      attentionOf({ snapshot: far, usage: [], counts: { ...quiet, invitations: 2 }, mayInvite: false }, now),
    ).toEqual([]);
  });
});
