import { inRanges, plainAddress } from "@/lib/access/cidr";

/**
 * Who really asks. `X-Forwarded-For` is believed only from a trusted peer, and read from the right: the first hop that
 * is no trusted proxy is the client, because everything left of it is the client's own claim.
 */
export function clientAddress(peer: string, forwardedFor: string | null, trusted: readonly string[]): string {
  if (!inRanges(peer, trusted)) return plainAddress(peer);
  const hops = (forwardedFor ?? "").split(",").map(plainAddress).filter(Boolean);
  return hops.findLast((hop) => !inRanges(hop, trusted)) ?? hops[0] ?? plainAddress(peer);
}
