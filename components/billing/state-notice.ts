import { planDefinition } from "@/lib/entitlements/catalogue";
import type { CommercialState, Snapshot } from "@/lib/entitlements/types";
import { DAY_MS } from "@/lib/entitlements/windows";

/** What every page of an account in an unusual state says: `lead`, the instant where there is one, `tail`. */
export type StateNotice = {
  tone: "info" | "warn" | "stop";
  title: string;
  lead: string;
  until: string | null;
  tail: string;
};

export const STATE_LABEL = {
  free: "Free",
  trial: "Trial",
  active: "Active",
  cancel_scheduled: "Ends soon",
  grace: "Payment due",
  growth_frozen: "Growth frozen",
  suspended_read_only: "Read-only",
  ended: "Ended",
} as const satisfies Record<CommercialState, string>;

export const STATE_TONE = {
  free: "neutral",
  trial: "info",
  active: "accent",
  cancel_scheduled: "warn",
  grace: "warn",
  growth_frozen: "stop",
  suspended_read_only: "stop",
  ended: "stop",
} as const satisfies Record<CommercialState, string>;

const WARN_DAYS = 3;

type Standing = Pick<
  Snapshot,
  "account" | "plan" | "planVersion" | "commercialState" | "stateCause" | "stateReason" | "stateUntil" | "blocked"
> & { overSeats: boolean };

function sentence(text: string | null): string {
  return text ? ` Reason: ${text.replace(/[.\s]+$/, "")}.` : "";
}

function byState(snapshot: Standing, at: Date): StateNotice | null {
  const { commercialState, stateUntil: until, stateCause, stateReason, account } = snapshot;
  const plan = planDefinition(snapshot.plan, snapshot.planVersion).name;
  switch (commercialState) {
    case "free":
    case "active":
      return null;
    case "trial": {
      const near = until !== null && Date.parse(until) - at.getTime() <= WARN_DAYS * DAY_MS;
      const tail = "Then nothing new can be added; installs keep working, nothing is deleted and nothing is charged.";
      return { tone: near ? "warn" : "info", title: `${plan} trial.`, lead: "It ends", until, tail };
    }
    case "cancel_scheduled":
      return {
        tone: "warn",
        title: `${plan} was cancelled.`,
        lead: "Everything works as before. It ends",
        until,
        tail: "Installs never stop.",
      };
    case "grace": {
      const tail = "Then nothing new can be added; installs never stop.";
      const lead = until ? "Everything works as before. That ends" : "Everything works as before.";
      return { tone: "warn", title: "A payment failed.", lead, until, tail };
    }
    case "growth_frozen": {
      const tail = "Installs never stop.";
      const lead = "Nothing new can be added. The account becomes read-only";
      return { tone: "stop", title: "A payment is due.", lead, until, tail };
    }
    case "suspended_read_only":
      return stateCause === "staff"
        ? {
            tone: "stop",
            title: "This account was made read-only by staff.",
            lead: `Installs and export keep working.${sentence(stateReason)}${until ? " It is lifted" : ""}`,
            until,
            tail: "",
          }
        : {
            tone: "stop",
            title: "This account is read-only.",
            lead: `A payment has been due for two weeks; installs and export keep working.${until ? " It ends" : ""}`,
            until,
            tail: "",
          };
    case "ended":
      return {
        tone: "stop",
        title: `@${account.handle} has no live plan and is read-only.`,
        lead: "Installs and export keep working, members keep their seats, and nothing is deleted.",
        until: null,
        tail: "",
      };
  }
}

/** The banner of an account, or null while there is nothing to say. A block comes before everything else. */
export function stateNotice(snapshot: Standing, at: Date): StateNotice | null {
  const { blocked, overSeats, account } = snapshot;
  if (blocked) {
    return {
      tone: "stop",
      title: `@${account.handle} is blocked on this registry.`,
      lead: `Billing and export keep working.${sentence(blocked.reason)}${blocked.until ? " It is lifted" : ""}`,
      until: blocked.until,
      tail: "",
    };
  }
  if (!overSeats) return byState(snapshot, at);
  return {
    tone: "stop",
    title: `@${account.handle} has more members than seats.`,
    lead: "Nobody is removed, and nothing new can be added until the numbers agree.",
    until: null,
    tail: "",
  };
}
