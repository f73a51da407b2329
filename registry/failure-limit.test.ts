import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { FAILURES_PER_MINUTE, limitFailures } from "@/registry/failure-limit";

const bad = () => Promise.reject(new AppError("UNAUTHENTICATED", { reason: "invalid" }));
const good = () => Promise.resolve("good");

async function fail(address: string, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let time = 0; time < times; time++) {
    codes.push(await limitFailures(address, bad).catch((error: AppError) => error.code));
  }
  return codes;
}

it("refuses a network after its bad credentials of a minute, before anything is asked [E10]", async () => {
  const codes = await fail("2001:db8::1", FAILURES_PER_MINUTE);
  expect(new Set(codes)).toEqual(new Set(["UNAUTHENTICATED"]));
  let asked = false;
  const work = async () => {
    asked = true;
  };
  await expect(limitFailures("2001:db8::ffff", work)).rejects.toMatchObject({
    code: "RATE_LIMITED",
    payload: { retryAfterSeconds: expect.any(Number) },
  });
  expect(asked).toBe(false);
  expect(await limitFailures("2001:db8::ffff", good, () => true)).toBe("good");
  expect(await limitFailures("2001:db8:0:1::1", good)).toBe("good");
});

it("counts neither good credentials nor the product's own faults", async () => {
  const broken = () => Promise.reject(new Error("database"));
  for (let time = 0; time < FAILURES_PER_MINUTE; time++) {
    await limitFailures("192.0.2.1", good);
    await limitFailures("192.0.2.1", broken).catch(() => undefined);
  }
  expect(await fail("192.0.2.1", 1)).toEqual(["UNAUTHENTICATED"]);
});
