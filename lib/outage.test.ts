import { Pool } from "pg";
import { describe, expect, it } from "vitest";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { isAway, isDatabaseAway, unmeant } from "@/lib/outage";

it("takes a refused connection for an outage, by the driver's own error", async () => {
  const pool = new Pool({ connectionString: "postgresql://x:y@127.0.0.1:9/x" });
  const error: unknown = await pool.query("SELECT 1").then(
    () => null,
    (reason: unknown) => reason,
  );
  await pool.end();
  expect(unmeant(error, "r").code).toBe("UNAVAILABLE");
});

it("finds the driver's word inside an error of Prisma's", () => {
  const cause = { name: "DriverAdapterError", cause: { kind: "DatabaseNotReachable" } };
  expect(
    isDatabaseAway(
      Object.assign(new Error("raw query failed"), { code: "P2010", meta: { driverAdapterError: cause } }),
    ),
  ).toBe(true);
});

it.each([
  new Error("a fault of ours"),
  Object.assign(new Error("unique"), { code: "P2002" }),
  Object.assign(new Error("constraint"), { code: "23505" }),
  "text",
  null,
])("takes %s for a fault of ours", (error) => {
  expect(unmeant(error, "r")).toMatchObject({ code: "UNEXPECTED", payload: { requestId: "r" } });
});

it("takes only the absence of a provider for its absence", () => {
  expect(isAway(new AppError("UPSTREAM", { provider: "Stripe" }))).toBe(true);
  expect(isAway(new AppError("CONFLICT", { message: "declined" }))).toBe(false);
  expect(isAway(Object.assign(new Error("a fault of ours"), { code: "UPSTREAM" }))).toBe(false);
});

describe("an outage by its words", () => {
  it.each([
    new Error("Connection terminated unexpectedly"),
    new Error("Connection terminated"),
    new Error("timeout exceeded when trying to connect"),
    Object.assign(new Error("the database system is in recovery mode"), { code: "57P03" }),
    Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" }),
    Object.assign(new Error("Unable to start a transaction in the given time."), { code: "P2028" }),
    Object.assign(new Error("failed"), { code: "P2010", cause: { originalCode: "57P01", kind: "postgres" } }),
    new Error("rendering failed", { cause: new Error("Connection terminated unexpectedly") }),
  ])("is %s", (error) => {
    expect(unmeant(error, "r").code).toBe("UNAVAILABLE");
  });
});

it.each(["ENOSPC", "EDQUOT", "53100"])("says that the disk is full for %s", (code) => {
  const error = unmeant(Object.assign(new Error("write failed"), { code }), "r");
  expect(error.status).toBe(503);
  expect(errorSentence(error)).toContain("disk of this registry is full");
});
