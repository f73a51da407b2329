import { describe, expect, it } from "vitest";
import { stateNotice } from "@/components/billing/state-notice";
import { COMMERCIAL_STATES } from "@/lib/entitlements/types";

const at = new Date("2026-11-20T12:00:00.000Z");
const inDays = (days: number) => new Date(at.getTime() + days * 86_400_000).toISOString();
const standing = {
  account: { id: "a", handle: "acme", kind: "organization" as const },
  plan: "team" as const,
  planVersion: 1,
  stateCause: "plan" as const,
  stateReason: null,
  stateUntil: null,
  blocked: null,
  overSeats: false,
};

describe("the banner of an account", () => {
  it("is silent on free and active, and speaks in every other state", () => {
    const silent = COMMERCIAL_STATES.filter(
      (commercialState) => stateNotice({ ...standing, commercialState }, at) === null,
    );
    expect(silent).toEqual(["free", "active"]);
  });

  it("warns of a trial in its last three days", () => {
    const trial = { ...standing, commercialState: "trial" as const };
    expect(stateNotice({ ...trial, stateUntil: inDays(3) }, at)).toMatchObject({ tone: "warn", until: inDays(3) });
    expect(stateNotice({ ...trial, stateUntil: inDays(3.1) }, at)?.tone).toBe("info");
  });

  it("names the block before the state, with its reason", () => {
    const blocked = { id: "b", reason: "Malware.", at: inDays(-1), by: "Packhouse", until: null };
    const notice = stateNotice({ ...standing, commercialState: "active", blocked, overSeats: true }, at);
    expect(notice?.title).toBe("@acme is blocked on this registry.");
    expect(notice?.lead).toContain("Reason: Malware.");
  });

  it("says what staff did in other words than what a payment did", () => {
    const frozen = { ...standing, commercialState: "suspended_read_only" as const };
    expect(stateNotice({ ...frozen, stateCause: "staff", stateReason: "Abuse" }, at)?.title).toContain("staff");
    expect(stateNotice({ ...frozen, stateCause: "payment" }, at)?.lead).toContain("payment");
  });

  it("speaks of seats when there are more members than seats", () => {
    expect(stateNotice({ ...standing, commercialState: "active", overSeats: true }, at)?.title).toContain("seats");
  });
});
