import { describe, expect, it } from "vitest";
import { emailSchema } from "@/lib/email";

describe("an e-mail address", () => {
  it.each([
    "ada@example.com",
    "ivan@example.xn--p1ai",
    "o&leary@example.com",
    "o'neil+npm@mail.example.com",
    "a!#$%&'*+/=?^_`{|}~-b@example.com",
    "root@localhost",
    "a@1.2.example",
  ])("may be %s, as a browser's field says", (text) => {
    expect(emailSchema.parse(text)).toBe(text);
  });

  it("is kept trimmed and in lower case", () => {
    expect(emailSchema.parse("  Ada@Example.COM\n")).toBe("ada@example.com");
  });

  it.each([
    "",
    "ada",
    "ada@",
    "@example.com",
    "a b@example.com",
    "ada@example..com",
    "ada@-example.com",
    "ada@example.com\r\nBcc: all@example.com",
    "ivan@пример.рф",
    '"a b"@example.com',
    "a,b@example.com",
    `${"a".repeat(250)}@example.com`,
  ])("is not %j", (text) => {
    expect(emailSchema.safeParse(text).success).toBe(false);
  });
});
