import { BlockList, isIP } from "node:net";

/** An address in the form lists are compared in: an IPv4 address that arrived over IPv6 is the IPv4 address. */
export function plainAddress(address: string): string {
  const bare = address.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  const withoutPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare);
  return mapped?.[1] ?? withoutPort?.[1] ?? bare;
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

/** Whether an address lies in one of the ranges, which are read once. A range that is none matches nothing. */
export function inRanges(address: string, ranges: readonly string[]): boolean {
  const check = checks.get(ranges) ?? rangeCheck(ranges);
  checks.set(ranges, check);
  return check(address);
}

/** `inRanges` for ranges that are asked about often: they are read once. */
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
