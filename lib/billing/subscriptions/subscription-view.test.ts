import { describe, expect, it } from "vitest";
import { currentOf, seenAt } from "@/lib/billing/subscriptions/subscription-view";

const row = (id: string, status: string, day: number, lastKnownStatus: string | null = null) => ({
  id,
  status,
  lastKnownStatus,
  startedAt: new Date(Date.UTC(2026, 0, day)),
});

describe("the subscription that a page speaks of", () => {
  it("is the newest that lives, before any that ended later", () => {
    expect(currentOf([row("a", "active", 1), row("b", "canceled", 5)])?.id).toBe("a");
    expect(currentOf([row("a", "past_due", 1), row("b", "active", 2)])?.id).toBe("b");
  });

  it("is the newest that ended when none lives", () => {
    expect(currentOf([row("a", "canceled", 1), row("b", "canceled", 5)])?.id).toBe("b");
  });

  it("is never one that was not paid for the first time", () => {
    expect(currentOf([row("a", "incomplete", 1), row("b", "incomplete_expired", 2)])).toBeNull();
    expect(currentOf([row("a", "canceled", 1), row("b", "incomplete", 2)])?.id).toBe("a");
  });

  it("goes by the last word that was understood", () => {
    expect(currentOf([row("a", "canceled", 3), row("b", "dormant", 1, "active")])?.id).toBe("b");
  });
});

describe("a subscription that was cancelled", () => {
  const on = (date: number) => new Date(Date.UTC(2026, 0, date));
  const cancelled = { cancelAt: on(10).toISOString(), endedAt: null };

  it("is over at its instant, before the provider says so", () => {
    expect(seenAt(cancelled, on(9))).toEqual(cancelled);
    expect(seenAt(cancelled, on(10))).toEqual({ ...cancelled, endedAt: cancelled.cancelAt });
    expect(seenAt({ cancelAt: null, endedAt: null }, on(11)).endedAt).toBeNull();
  });

  it("keeps the provider's word once there is one", () => {
    const ended = { ...cancelled, endedAt: on(9).toISOString() };
    expect(seenAt(ended, on(11))).toEqual(ended);
  });
});
