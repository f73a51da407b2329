import { DAY_MS, DAYS, type Event } from "@/prisma/seed/history";
import { contextIn, organizationOf, personalContextOf } from "@/prisma/seed/people";
import { ORGANIZATIONS, type SeedOrganization } from "@/prisma/seed/personas";
import { agree, buy, loseCard, lowerSeats, passTo, payByTransfer } from "@/prisma/seed/purchases";

/** Often enough to read events at Stripe on the day they happen. */
const STEP_DAYS = 1;
const FAILED_DAYS_AGO = 2;

type DateOf = (day: number) => Date;

/** The day to start a monthly subscription that must renew on a given day. */
function monthlyBefore(dateOf: DateOf, renewal: number, months: number): number {
  const date = dateOf(renewal);
  date.setUTCMonth(date.getUTCMonth() - months);
  return renewal - (dateOf(renewal).getTime() - date.getTime()) / DAY_MS;
}

function purchase({ handle, owner, founded, buys }: SeedOrganization, dateOf: DateOf): Event {
  const fails = handle === "initech";
  const day = fails ? monthlyBefore(dateOf, DAYS - FAILED_DAYS_AGO, 11) : founded + 0.1;
  return {
    day,
    happen: async () => {
      await passTo(dateOf(day));
      const account = await organizationOf(handle);
      if (buys.by === "contract") return agree(account, buys);
      const { plan, seats, interval } = buys;
      await buy(await contextIn(account.id, owner), { plan, seats, interval, start: "now" });
    },
  };
}

/**
 * A year of subscriptions, bought at the Stripe sandbox while its time passes: the quotes, payments, renewals, declines
 * and invoices on the Billing pages really happened there.
 */
export function eventsOfMoney(dateOf: DateOf): Event[] {
  const pro = {
    day: 1,
    happen: async () => {
      await passTo(dateOf(1));
      await buy(await personalContextOf("pro"), { plan: "pro", seats: null, interval: "month", start: "now" });
    },
  };
  const days = Array.from({ length: Math.floor(DAYS / STEP_DAYS) }, (_, index) => (index + 1) * STEP_DAYS);
  const time = days.map((day) => ({ day, happen: () => passTo(dateOf(day)) }));
  return [
    pro,
    ...ORGANIZATIONS.map((organization) => purchase(organization, dateOf)),
    ...time,
    { day: 20, happen: async () => payByTransfer(await organizationOf("globex")) },
    { day: DAYS - 20, happen: async () => loseCard(await organizationOf("initech")) },
    { day: DAYS - 4, happen: async () => lowerSeats(await organizationOf("umbrella"), 3) },
  ];
}
