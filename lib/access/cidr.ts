import { BlockList, isIP } from "node:net";

/** Normalizes an address for comparison: an IPv4 address mapped into IPv6 becomes plain IPv4. */
export function plainAddress(address: string): string {
  const bare = address.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  const withoutPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare);
  return mapped?.[1] ?? withoutPort?.[1] ?? bare;
}

/** The network that one sender has: an IPv4 address, or the first 64 bits of an IPv6 address (E10). */
export function networkOf(address: string): string {
  const [plain = ""] = plainAddress(address).split("%");
  if (isIP(plain) !== 6) return plain;
  const [head = "", tail] = plain.split("::");
  const first = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - first.length - groupsIn(tail);
  const groups = [...first, ...Array<string>(Math.max(0, missing)).fill("0"), ...(tail ? tail.split(":") : [])];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/** An IPv4 address at the end stands for two groups. */
function groupsIn(text: string): number {
  return text === "" ? 0 : text.split(":").length + (text.includes(".") ? 1 : 0);
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  return version === 4 ? "ipv4" : version === 6 ? "ipv6" : null;
}

/** Whether `range` is an address or an address with a prefix length, e.g. `10.0.0.0/8`. */
export function isRange(range: string): boolean {
  const [address = "", prefix, ...rest] = range.split("/");
  const family = familyOf(address);
  if (!family || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === "ipv4" ? 32 : 128));
}

const checks = new WeakMap<readonly string[], (address: string) => boolean>();

/** Whether an address lies in one of the ranges. A malformed range matches nothing. */
export function inRanges(address: string, ranges: readonly string[]): boolean {
  const check = checks.get(ranges) ?? rangeCheck(ranges);
  checks.set(ranges, check);
  return check(address);
}

/** Like `inRanges`, for ranges that are checked often: parses them once. */
export function rangeCheck(ranges: readonly string[]): (address: string) => boolean {
  const read = ranges.filter(isRange);
  if (read.length === 0) return () => false;
  const list = new BlockList();
  for (const range of read) {
    const [start = "", prefix] = range.split("/");
    const family = familyOf(start) ?? "ipv4";
    list.addSubnet(start, Number(prefix ?? (family === "ipv4" ? 32 : 128)), family);
  }
  return (address) => {
    const plain = plainAddress(address);
    const family = familyOf(plain);
    return family !== null && list.check(plain, family);
  };
}
