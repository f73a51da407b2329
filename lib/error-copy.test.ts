import { expect, it } from "vitest";
import { describeError } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";

it("sends only whoever lacks the role to an owner", () => {
  const byRole = new AppError("FORBIDDEN", { permission: "member:invite", roles: ["owner", "admin"] });
  expect(describeError(byRole)).toEqual({
    title: "Your role does not allow this",
    message: "This needs the role owner or admin.",
    next: "Ask an owner of the organization.",
  });
  const message = "This token is not for @acme/ui.";
  const byToken = new AppError("FORBIDDEN", { permission: "package:publish", roles: ["owner"], message });
  expect(describeError(byToken)).toEqual({ title: "This is not allowed", message, next: "" });
});

it("names the setting that raises a limit only where one does", () => {
  const tarball = { what: "package tarball", limitBytes: 536_870_912, setting: "MAX_PUBLISH_BYTES" } as const;
  expect(describeError(new AppError("TOO_LARGE", tarball))).toMatchObject({
    message: "The package tarball is larger than 536.87 MB, the most this registry takes.",
    next: expect.stringContaining("MAX_PUBLISH_BYTES"),
  });
  const manifest = { what: "package manifest", limitBytes: 1_000_000 };
  expect(describeError(new AppError("TOO_LARGE", manifest)).next).toBe("Make it smaller.");
});
