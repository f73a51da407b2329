import { describe, expect, it } from "vitest";
import { inRanges, isRange, networkOf } from "@/lib/access/cidr";
import { clientAddress } from "@/lib/access/client-address";

describe("clientAddress", () => {
  it("ignores the header of a peer that is not trusted", () => {
    expect(clientAddress("203.0.113.9", "10.1.1.1", [])).toBe("203.0.113.9");
    expect(clientAddress("203.0.113.9", "10.1.1.1", ["10.0.0.0/8"])).toBe("203.0.113.9");
  });

  it("takes the rightmost hop that is no trusted proxy", () => {
    const trusted = ["127.0.0.1", "10.0.0.0/8"];
    expect(clientAddress("127.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.3", trusted)).toBe("198.51.100.7");
    expect(clientAddress("::ffff:127.0.0.1", "198.51.100.7", trusted)).toBe("198.51.100.7");
  });

  it("falls back to the first hop, then to the peer", () => {
    expect(clientAddress("10.0.0.1", "10.0.0.2, 10.0.0.3", ["10.0.0.0/8"])).toBe("10.0.0.2");
    expect(clientAddress("10.0.0.1", null, ["10.0.0.0/8"])).toBe("10.0.0.1");
  });

  it("strips ports and brackets", () => {
    expect(clientAddress("10.0.0.1", "198.51.100.7:5544", ["10.0.0.0/8"])).toBe("198.51.100.7");
    expect(clientAddress("10.0.0.1", "[2001:db8::1]:5544", ["10.0.0.0/8"])).toBe("2001:db8::1");
  });
});

describe("inRanges", () => {
  it("matches both families and refuses nonsense", () => {
    expect(inRanges("2001:db8::5", ["2001:db8::/32"])).toBe(true);
    expect(inRanges("2001:db9::5", ["2001:db8::/32"])).toBe(false);
    expect(inRanges("10.0.0.5", ["10.0.0.5"])).toBe(true);
    expect(inRanges("", ["0.0.0.0/0"])).toBe(false);
    expect(inRanges("10.0.0.5", ["10.0.0.0/99", "nonsense"])).toBe(false);
    expect(isRange("10.0.0.0/8")).toBe(true);
    expect(isRange("10.0.0.0/33")).toBe(false);
  });
});

describe("networkOf [E10]", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["64:ff9b::192.0.2.7", "64:ff9b:0:0::/64"],
    ["", ""],
  ])("counts %s as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
