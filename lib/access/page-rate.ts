import "server-only";
import { networkOf } from "@/lib/access/cidr";
import { personLately } from "@/lib/access/known-sessions";
import { MemoryRate } from "@/lib/access/memory-rate";
import { env } from "@/lib/env";

let rates: { person: MemoryRate; address: MemoryRate } | undefined;

function pageRates() {
  const { PAGES_PER_MINUTE_PERSON, PAGES_PER_MINUTE_ADDRESS } = env();
  rates ??= { person: new MemoryRate(PAGES_PER_MINUTE_PERSON), address: new MemoryRate(PAGES_PER_MINUTE_ADDRESS) };
  return rates;
}

/**
 * Takes one of the pages that a person, or without a known session a network, may open in a minute (E10). Returns the
 * seconds to wait when none is left, else null.
 */
export async function takePage(address: string, sessionToken: string | undefined): Promise<number | null> {
  const userId = personLately(sessionToken);
  // A token that nobody knows counts for its sender: anybody can make up tokens.
  return userId === null ? pageRates().address.take(networkOf(address)) : pageRates().person.take(userId);
}
