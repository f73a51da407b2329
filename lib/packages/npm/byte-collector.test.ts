import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteCollector } from "@/lib/packages/npm/byte-collector";

it("gives back what was added, whatever the pieces", () => {
  const sizes = fc.array(fc.oneof(fc.nat(10), fc.nat(5000), fc.nat(200_000)), { maxLength: 12 });
  fc.assert(
    fc.property(sizes, (lengths) => {
      const pieces = lengths.map((length, index) => Buffer.alloc(length, index + 1));
      const collector = new ByteCollector();
      for (const piece of pieces) collector.add(piece);
      const whole = Buffer.concat(pieces);
      expect(collector.length).toBe(whole.length);
      expect(collector.bytes().equals(whole)).toBe(true);
    }),
  );
});

it("keeps its own copy", () => {
  const piece = Buffer.from("abc");
  const collector = new ByteCollector();
  collector.add(piece);
  piece.fill(0);
  expect(collector.bytes().toString()).toBe("abc");
});
