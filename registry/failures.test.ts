import Fastify from "fastify";
import { expect, it, vi } from "vitest";

const logged: unknown[] = [];
vi.mock("@/lib/logger", () => ({ log: () => ({ error: (...line: unknown[]) => logged.push(line) }) }));

const { answerFailures } = await import("@/registry/failures");

it("answers 503 while the database is away, which clients take for a reason to try again", async () => {
  logged.length = 0;
  const app = Fastify();
  answerFailures(app);
  app.get("/-/whoami", async () => {
    throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  });
  const answer = await app.inject("/-/whoami");
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ code: "UNAVAILABLE", error: expect.stringContaining("database") });
  expect(logged).toHaveLength(1);
});

it("logs what failed without the secret in its address", async () => {
  logged.length = 0;
  const app = Fastify();
  answerFailures(app);
  app.get("/-/v1/done/:secret", async () => {
    throw new Error("the database is away");
  });
  const answer = await app.inject("/-/v1/done/a-secret-to-keep?token=another");
  expect(answer.json()).toMatchObject({ code: "UNEXPECTED" });
  expect(answer.body).not.toContain("the database is away");
  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).toContain("/-/v1/done/:secret");
  expect(JSON.stringify(logged)).not.toMatch(/a-secret-to-keep|another/);
});
