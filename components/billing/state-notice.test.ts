import { describe, expect, it } from "vitest";
import { type NoticeMeans, stateNotice } from "@/components/billing/state-notice";
import { COMMERCIAL_STATES } from "@/lib/entitlements/types";
import { accountPaths } from "@/lib/paths";

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

const paths = accountPaths(standing.account);
const reader: NoticeMeans = { paths, manages: null, paidFrom: null };
const manager: NoticeMeans = { paths, manages: { live: true, owed: null }, paidFrom: null };

describe("the banner of an account", () => {
  it("is silent on free and active, and speaks in every other state", () => {
    const silent = COMMERCIAL_STATES.filter(
      (commercialState) => stateNotice({ ...standing, commercialState }, at, reader) === null,
    );
    expect(silent).toEqual(["free", "active"]);
  });

  it("warns of a trial in its last three days", () => {
    const trial = { ...standing, commercialState: "trial" as const };
    expect(stateNotice({ ...trial, stateUntil: inDays(3) }, at, reader)).toMatchObject({
      tone: "warn",
      until: inDays(3),
    });
    expect(stateNotice({ ...trial, stateUntil: inDays(3.1) }, at, reader)?.tone).toBe("info");
  });

  it("names the block before the state, with its reason", () => {
    const blocked = { id: "b", reason: "Malware.", at: inDays(-1), by: "Packhouse", until: null };
    const notice = stateNotice({ ...standing, commercialState: "active", blocked, overSeats: true }, at, reader);
    expect(notice?.title).toBe("@acme is blocked on this registry.");
    expect(notice?.lead).toContain("Reason: Malware.");
  });

  it("says what staff did in other words than what a payment did", () => {
    const frozen = { ...standing, commercialState: "suspended_read_only" as const };
    expect(stateNotice({ ...frozen, stateCause: "staff", stateReason: "Abuse" }, at, reader)?.title).toContain("staff");
    expect(stateNotice({ ...frozen, stateCause: "payment" }, at, reader)?.lead).toContain("payment");
  });

  it("speaks of seats when there are more members than seats", () => {
    expect(stateNotice({ ...standing, commercialState: "active", overSeats: true }, at, reader)?.title).toContain(
      "seats",
    );
  });

  it("puts what is owed before a seat too few, and says both", () => {
    const owing = { ...standing, commercialState: "grace" as const, overSeats: true };
    expect(stateNotice(owing, at, reader)).toMatchObject({
      title: "A payment failed.",
      tail: expect.stringContaining("more members than seats"),
    });
  });

  it("says of a trial whose plan is bought when it is charged first, and never that nothing is", () => {
    const trial = { ...standing, commercialState: "trial" as const };
    const bought = stateNotice(trial, at, { ...manager, paidFrom: inDays(5) });
    expect(bought).toMatchObject({ until: inDays(5), tail: "The first charge is on that date." });
    expect(stateNotice({ ...trial, stateUntil: inDays(5) }, at, manager)?.tail).toContain("nothing is charged");
  });
});

describe("its button", () => {
  const owed = { label: "Pay 152.00 USD", href: "https://invoice.example/in_1" };
  const buttonIn = (commercialState: (typeof COMMERCIAL_STATES)[number], means: NoticeMeans, overSeats = false) =>
    stateNotice({ ...standing, commercialState, overSeats, stateCause: "payment" }, at, means)?.action;

  it("pays what is owed, at the provider's page, for whoever manages billing", () => {
    for (const state of ["grace", "growth_frozen", "suspended_read_only"] as const) {
      const means = { ...manager, manages: { live: true, owed } };
      expect(buttonIn(state, means)).toEqual({ ...owed, outside: true });
      expect(buttonIn(state, reader)).toEqual({
        label: "View plan and dates",
        href: "/orgs/acme/billing",
        outside: false,
      });
    }
  });

  it("mends every other state with the one thing that mends it", () => {
    const idle = { ...manager, manages: { live: false, owed: null } };
    expect(buttonIn("cancel_scheduled", manager)).toMatchObject({
      label: "Keep plan",
      href: "/orgs/acme/billing/change/resume",
    });
    expect(buttonIn("ended", idle)).toMatchObject({ label: "Choose plan", href: "/orgs/acme/billing#plans" });
    expect(buttonIn("trial", idle)).toMatchObject({ label: "Choose plan" });
    expect(buttonIn("trial", manager)).toMatchObject({ label: "View plan and dates" });
    expect(buttonIn("active", manager, true)).toMatchObject({
      label: "Add seats",
      href: "/orgs/acme/billing/change/seats",
    });
    expect(buttonIn("active", idle, true)).toMatchObject({ label: "See the team", href: "/orgs/acme/team" });
  });

  it("offers no payment against what staff decided", () => {
    const suspended = { ...standing, commercialState: "suspended_read_only" as const, stateCause: "staff" as const };
    const means = { ...manager, manages: { live: true, owed } };
    expect(stateNotice(suspended, at, means)?.action.label).toBe("View plan and dates");
  });
});
