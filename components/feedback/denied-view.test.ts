import { describe, expect, it } from "vitest";
import { deniedSteps, deniedTitle, unlockLink } from "@/components/feedback/denied-view";
import type { Decision } from "@/lib/entitlements/types";

const seats: Decision = {
  allowed: false,
  outcome: "block",
  code: "seat_limit",
  message: "Inviting a member needs 1 seat. Acme has 5: 4 used, 1 reserved by an invitation.",
  nextStep: "add_seat",
  key: "seats",
  kind: "allocated",
  limit: 5,
  used: 5,
  remaining: 0,
  requested: 1,
  resetsAt: null,
  source: { layer: "plan", id: "sub_1", label: "subscription, renews 1 Dec" },
  rationale: null,
  commercialState: "active",
  unlock: [],
  validUntil: null,
  trace: [{ layer: "plan", source: { id: "team@3", label: "Team plan" }, before: 1, after: 5, validUntil: null }],
  notes: [],
};

describe("a denial in words", () => {
  it("ends with the step that refused, with the numbers and where the rule comes from", () => {
    expect(deniedTitle(seats)).toBe("No seat is free");
    expect(deniedSteps(seats)).toEqual([
      { ok: true, text: "Team plan", detail: "5" },
      { ok: false, text: "5 of 5 used", detail: "subscription, renews 1 Dec" },
    ]);
  });

  it("does not blame the numbers for what the account's state stops", () => {
    const source = { layer: "state", id: "state:ended", label: "ended" } as const;
    const ended: Decision = { ...seats, code: "no_subscription", used: 1, source, commercialState: "ended" };
    expect(deniedSteps(ended)).toEqual([
      { ok: true, text: "Team plan", detail: "5" },
      { ok: false, text: "No live subscription", detail: "ended" },
    ]);
    const trace: Decision["trace"] = [
      ...ended.trace,
      { layer: "state", source, before: 5, after: "frozen", validUntil: null },
    ];
    expect(deniedSteps({ ...ended, trace }).at(-1)).toEqual({ ok: false, text: "ended", detail: "frozen" });
  });

  it("does not say a feature was refused twice", () => {
    const feature: Decision = {
      ...seats,
      code: "feature_not_in_plan",
      key: "sso",
      kind: "feature",
      limit: null,
      used: null,
      trace: [
        { layer: "plan", source: { id: "team@3", label: "Team plan" }, before: false, after: false, validUntil: null },
      ],
    };
    expect(deniedSteps(feature)).toEqual([{ ok: false, text: "Team plan", detail: "not included" }]);
  });

  it("writes bytes as bytes", () => {
    const storage: Decision = {
      ...seats,
      key: "storage.bytes",
      used: 49_900_000_000,
      limit: 50_000_000_000,
      trace: [],
    };
    expect(deniedSteps(storage)[0]?.text).toBe("49.9 GB of 50 GB used");
  });

  it("offers an upgrade only when a plan would help", () => {
    expect(unlockLink(seats)).toBeNull();
    expect(unlockLink({ ...seats, unlock: [{ plan: "enterprise", href: "/pricing" }] })).toEqual({
      label: "Upgrade to Enterprise",
      href: "/pricing",
    });
  });

  it("leads to the page that mends it before it speaks of plans", () => {
    const href = "/orgs/acme/billing/change/seats";
    const unlock: Decision["unlock"] = [{ plan: "team", href: "/orgs/acme/billing" }];
    expect(unlockLink({ ...seats, unlock, wayOut: { href } })).toEqual({ label: "Add seats", href });
    expect(unlockLink({ ...seats, nextStep: "ask_owner" })).toBeNull();
    const ended: Decision = { ...seats, nextStep: "start_subscription", unlock };
    expect(unlockLink(ended)).toEqual({ label: "Choose plan", href: "/orgs/acme/billing" });
  });
});
