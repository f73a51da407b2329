import { describe, expect, it } from "vitest";
import { currentOf } from "@/lib/billing/subscription-view";

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
