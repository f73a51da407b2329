import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ChainedEvent } from "@/lib/audit/types";

/** The previous hash of an account's first event. */
export const GENESIS = "0".repeat(64);

/** SHA-256 in hex over the previous hash, a line feed and the event as canonical JSON (RFC 8785). */
export function chainHash(prevHash: string, event: ChainedEvent): string {
  return createHash("sha256")
    .update(`${prevHash}\n${canonicalize(event)}`)
    .digest("hex");
}

export type ChainFault = { seq: string; fault: "gap" | "broken_link" | "altered" };

/**
 * Checks a whole chain from its first event; returns the first fault, or null when every event is unchanged. @waits G5
 */
export function verifyChain(
  events: Iterable<{ event: ChainedEvent; prevHash: string; hash: string }>,
): ChainFault | null {
  let expectedSeq = 1n;
  let head = GENESIS;
  for (const { event, prevHash, hash } of events) {
    if (BigInt(event.seq) !== expectedSeq) return { seq: event.seq, fault: "gap" };
    if (prevHash !== head) return { seq: event.seq, fault: "broken_link" };
    if (chainHash(prevHash, event) !== hash) return { seq: event.seq, fault: "altered" };
    head = hash;
    expectedSeq += 1n;
  }
  return null;
}
