import { Pool } from "pg";
import { expect, it } from "vitest";
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
