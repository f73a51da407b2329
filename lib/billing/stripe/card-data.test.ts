import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");
const CARD_FIELDS = /cc-(number|csc|exp)|card\[(number|cvc)\]|\b(cvc|cvv|pan|cardNumber|card_number)\b\s*[:=]/i;

function product(): string[] {
  return ["app", "components", "lib", "registry"]
    .flatMap((room) =>
      readdirSync(path.join(root, room), { recursive: true, encoding: "utf8" }).map((file) => path.join(room, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|test-support|fixture)\.tsx?$/.test(file));
}

it("the product has no field for a card: only Stripe's own pages take one [INV-P1]", () => {
  const files = product();
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => CARD_FIELDS.test(readFileSync(path.join(root, file), "utf8")))).toEqual([]);
});

it.each(['<input autoComplete="cc-number" />', "paymentMethods.create({ card: { cvc: value } })", "cardNumber = text"])(
  "would see %s",
  (text) => {
    expect(CARD_FIELDS.test(text)).toBe(true);
  },
);
