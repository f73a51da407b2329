import { planDefinition } from "@/lib/entitlements/catalogue";
import type { CommercialState, Snapshot } from "@/lib/entitlements/types";
import type { AccountPaths } from "@/lib/paths";
import { DAY_MS } from "@/lib/time";

/** The banner's text for an account in an unusual state: `lead`, the instant if there is one, `tail`. */
export type StateNotice = {
  tone: "info" | "warn" | "stop";
  title: string;
  lead: string;
  until: string | null;
  tail: string;
  action: NoticeAction;
};

/** The one button. `outside`: the provider's page. */
export type NoticeAction = { label: string; href: string; outside: boolean };

/** What the banner's button may offer: null when the reader does not manage billing, or nothing can be bought here. */
export type NoticeMeans = {
  paths: Pick<AccountPaths, "billing" | "plans" | "team" | "change">;
  manages: {
    /** A running subscription can be changed. */
    live: boolean;
    /** The first debt, with its page at the provider. */
    owed: { label: string; href: string } | null;
  } | null;
  /** The first charge of a purchase made during the trial; null without one. */
  paidFrom: string | null;
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

type Words = Omit<StateNotice, "action">;

function byState(snapshot: Standing, at: Date, paidFrom: string | null): Words | null {
  const { commercialState, stateUntil: until, stateCause, stateReason, account } = snapshot;
  const plan = planDefinition(snapshot.plan, snapshot.planVersion).name;
  switch (commercialState) {
    case "free":
    case "active":
      return null;
    case "trial": {
      if (paidFrom !== null) {
        const tail = "The first charge is on that date.";
        return { tone: "info", title: `${plan} trial.`, lead: "Your paid plan starts", until: paidFrom, tail };
      }
      const near = until !== null && Date.parse(until) - at.getTime() <= WARN_DAYS * DAY_MS;
      const tail = "Then nothing new can be added; installs keep working, nothing is deleted and nothing is charged.";
      return { tone: near ? "warn" : "info", title: `${plan} trial.`, lead: "It ends", until, tail };
    }
    case "cancel_scheduled":
      return {
        tone: "warn",
        title: `${plan} was cancelled.`,
        lead: "Everything still works. It ends",
        until,
        tail: "Installs never stop.",
      };
    case "grace": {
      const tail = "Then nothing new can be added; installs never stop.";
      const lead = until ? "Everything still works. This ends" : "Everything still works.";
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
            lead: `A payment is two weeks overdue. Installs and export keep working.${until ? " It ends" : ""}`,
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

/** The banner's button: for managers of billing it fixes the state, for others it leads to the dates. */
function actionFor(snapshot: Standing, { paths, manages, paidFrom }: NoticeMeans): NoticeAction {
  const look = { label: "View plan and dates", href: paths.billing, outside: false };
  if (manages === null || snapshot.blocked || snapshot.stateCause === "staff") return look;
  const { live, owed } = manages;
  const pay = owed ? { ...owed, outside: true } : look;
  switch (snapshot.commercialState) {
    case "grace":
    case "growth_frozen":
    case "suspended_read_only":
      return pay;
    case "ended":
      return { label: "Choose plan", href: paths.plans, outside: false };
    case "cancel_scheduled":
      return live ? { label: "Keep plan", href: paths.change("resume"), outside: false } : look;
    case "trial":
      return live || paidFrom !== null ? look : { label: "Choose plan", href: paths.plans, outside: false };
    case "free":
    case "active":
      if (!snapshot.overSeats) return look;
      return live
        ? { label: "Add seats", href: paths.change("seats"), outside: false }
        : { label: "See the team", href: paths.team, outside: false };
  }
}

/** States that block more than missing seats do, now or soon. */
const GRAVER: ReadonlySet<CommercialState> = new Set(["grace", "growth_frozen", "suspended_read_only", "ended"]);

const TOO_FEW_SEATS = "There are also more members than seats. Nobody is removed.";

/** The banner of an account; null when there is nothing to say. A block comes first. */
export function stateNotice(snapshot: Standing, at: Date, means: NoticeMeans): StateNotice | null {
  const words = wordsOf(snapshot, at, means.paidFrom);
  return words && { ...words, action: actionFor(snapshot, means) };
}

function wordsOf(snapshot: Standing, at: Date, paidFrom: string | null): Words | null {
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
  const words = byState(snapshot, at, paidFrom);
  if (!overSeats) return words;
  if (words && GRAVER.has(snapshot.commercialState)) return { ...words, tail: `${words.tail} ${TOO_FEW_SEATS}`.trim() };
  return {
    tone: "stop",
    title: `@${account.handle} has more members than seats.`,
    lead: "Nobody is removed, and nothing new can be added. Add seats or remove members.",
    until: null,
    tail: "",
  };
}
