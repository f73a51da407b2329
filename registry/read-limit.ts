import type { FastifyRequest } from "fastify";
import { networkOf } from "@/lib/access/cidr";
import { MemoryRate } from "@/lib/access/memory-rate";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

let rates: { key: MemoryRate; address: MemoryRate } | undefined;

function readRates() {
  const { READS_PER_MINUTE_KEY, READS_PER_MINUTE_ADDRESS } = env();
  rates ??= { key: new MemoryRate(READS_PER_MINUTE_KEY), address: new MemoryRate(READS_PER_MINUTE_ADDRESS) };
  return rates;
}

/**
 * Limits reads, and the looking up of a name to write, against abuse: by key, or by address without one; no plan changes
 * it. Errors: RATE_LIMITED.
 */
export async function limitReads({ caller, info }: FastifyRequest): Promise<void> {
  const { key, address } = readRates();
  const known = caller && "key" in caller ? caller.key.keyId : null;
  const retryAfterSeconds = known === null ? await address.take(networkOf(info.address)) : await key.take(known);
  if (retryAfterSeconds !== null) throw new AppError("RATE_LIMITED", { retryAfterSeconds });
}
