import "server-only";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "@/lib/access/cidr";
import { personLately } from "@/lib/access/known-sessions";
import { env } from "@/lib/env";

const MINUTE_SECONDS = 60;
let limiters: { person: RateLimiterMemory; address: RateLimiterMemory } | undefined;

function limitersOf() {
  const { PAGES_PER_MINUTE_PERSON, PAGES_PER_MINUTE_ADDRESS } = env();
  limiters ??= {
    person: new RateLimiterMemory({ points: PAGES_PER_MINUTE_PERSON, duration: MINUTE_SECONDS }),
    address: new RateLimiterMemory({ points: PAGES_PER_MINUTE_ADDRESS, duration: MINUTE_SECONDS }),
  };
  return limiters;
}

/**
 * Takes one of the pages that a person, or without a known session a network, may open in a minute (E10). It protects
 * this process, so it counts in memory and asks no database. Returns the seconds to wait when none is left, else null.
 */
export async function takePage(address: string, sessionToken: string | undefined): Promise<number | null> {
  const { person, address: network } = limitersOf();
  const userId = personLately(sessionToken);
  try {
    // A token that nobody knows counts for its sender: anybody can make up tokens.
    if (userId === null) await network.consume(networkOf(address));
    else await person.consume(userId);
    return null;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
  }
}
