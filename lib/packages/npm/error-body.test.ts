import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { npmErrorBody, npmErrorHeaders } from "@/lib/packages/npm/error-body";

describe("npmErrorBody", () => {
  it("says the sentence in both places that clients read", () => {
    const error = new AppError("VALIDATION", { message: "No." });
    expect(npmErrorBody(error, "A sentence.")).toEqual({
      error: "A sentence.",
      message: "A sentence.",
      code: "VALIDATION",
    });
    expect(npmErrorBody(error, "Stage it.", "E_STAGE_REQUIRED").code).toBe("E_STAGE_REQUIRED");
  });

  it("has the same words for everything that is not there or not shown", () => {
    const bodies = ["package", "version"].map((noun) =>
      npmErrorBody(new AppError("NOT_FOUND", { noun }), `No ${noun}.`),
    );
    expect(bodies[0]).toEqual({ error: "Not found", message: "Not found", code: "NOT_FOUND" });
    expect(bodies[1]).toEqual(bodies[0]);
  });
});

describe("npmErrorHeaders", () => {
  it.each(["missing", "invalid", "expired", "revoked"] as const)("asks for a token when it is %s", (reason) => {
    expect(npmErrorHeaders(new AppError("UNAUTHENTICATED", { reason }))).toEqual({ "www-authenticate": "Bearer" });
  });

  it("names the address in the word npm looks for", () => {
    const header = npmErrorHeaders(new AppError("UNAUTHENTICATED", { reason: "address" }))["www-authenticate"];
    expect(header?.split(/,\s*/)).toContain("ipaddress");
  });

  it("says when to come back, in whole seconds, and nothing otherwise", () => {
    expect(npmErrorHeaders(new AppError("RATE_LIMITED", { retryAfterSeconds: 1.2 }))).toEqual({ "retry-after": "2" });
    expect(npmErrorHeaders(new AppError("RATE_LIMITED", { retryAfterSeconds: 0 }))).toEqual({ "retry-after": "1" });
    expect(npmErrorHeaders(new AppError("CONFLICT", { message: "x" }))).toEqual({});
  });
});
