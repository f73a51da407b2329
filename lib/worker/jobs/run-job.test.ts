import { expect, it, vi } from "vitest";
import { log } from "@/lib/logger";
import { runJob } from "@/lib/worker/jobs/run-job";

const SECRET = "s".repeat(32);
const DATABASE_URL = "postgresql://localhost/none";
const SETTINGS = { LOG_LEVEL: "silent", DATABASE_URL, AUTH_SECRET: SECRET, SECRETS_KEY: SECRET };
for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);

it("logs a failure, which the queue would only store, and lets the queue try again", async () => {
  const [error, info] = [vi.spyOn(log(), "error"), vi.spyOn(log(), "info")];
  const err = new Error("Neither SECRETS_KEY nor SECRETS_KEY_PREVIOUS is the key");
  const failing = { name: "sign-audit", run: () => Promise.reject(err) };
  await expect(runJob(failing)).rejects.toBe(err);
  expect(error).toHaveBeenCalledWith({ err, job: "sign-audit" }, "a job failed");
  expect(info).not.toHaveBeenCalled();

  await runJob({ name: "sign-audit", run: async () => undefined });
  expect(info).toHaveBeenCalledWith({ job: "sign-audit" }, "job done");
});
