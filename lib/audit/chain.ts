import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { keepsItsWord, type Personal } from "@/lib/audit/commitments";
import type { ChainedEvent } from "@/lib/audit/types";

/** The previous hash of an account's first event. */
export const GENESIS = "0".repeat(64);

/** SHA-256 in hex over the previous hash, a line feed and the event as canonical JSON (RFC 8785). */
export function chainHash(prevHash: string, event: ChainedEvent): string {
  return createHash("sha256")
    .update(`${prevHash}\n${canonicalize(event)}`)
    .digest("hex");
}

/**
 * A stored event of a chain, with its personal data as far as it is still there. `event` is null when its row does not
 * have the form of an event any more.
 */
export type ChainLink = {
  seq: bigint;
  event: ChainedEvent | null;
  personal: Personal;
  prevHash: string;
  hash: string;
};

/** The place of the last event that was read. */
export type ChainEnd = { seq: bigint; hash: string };

/** What can be wrong with a chain, with its words for operators. */
export const CHAIN_FAULTS = {
  gap: "an event before it is missing",
  broken_link: "it does not follow the event before it",
  altered: "it is not what was written",
  forged_person: "the personal data beside it is not what was written",
  rewritten: "it is not the event that a checkpoint signed",
  signature: "the checkpoint at it was not signed by us",
  cut: "the last events are missing",
  head: "the head is not the last event",
  missing: "the account has no event, not even its first",
} as const;

export type ChainFault = { seq: string; fault: keyof typeof CHAIN_FAULTS };

/** The next end of the chain, or the fault of this link. */
export function followLink(last: ChainEnd, { seq, event, personal, prevHash, hash }: ChainLink): ChainEnd | ChainFault {
  if (seq !== last.seq + 1n) return { seq: String(seq), fault: "gap" };
  if (prevHash !== last.hash) return { seq: String(seq), fault: "broken_link" };
  if (!event || event.seq !== String(seq) || chainHash(prevHash, event) !== hash) {
    return { seq: String(seq), fault: "altered" };
  }
  if (!keepsItsWord(event, personal)) return { seq: String(seq), fault: "forged_person" };
  return { seq, hash };
}
