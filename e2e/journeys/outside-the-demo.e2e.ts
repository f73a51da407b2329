import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { freePort } from "@/scripts/ports.mjs";
import { expect, test } from "../fixtures/people";

/** Starts one more dashboard on the same database, as an operator would: without the demo. */
async function startDashboard() {
  const text = await readFile(path.join(process.env.E2E_HOME ?? "", "environment.json"), "utf8");
  const { PACKHOUSE_DEMO: demo, ...settings } = z.record(z.string(), z.string()).parse(JSON.parse(text));
  expect(demo).toBe("1");
  const port = await freePort();
  const script = path.resolve(import.meta.dirname, "../../scripts/start-dashboard.mjs");
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...settings, PORT: String(port) },
    stdio: "ignore",
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

test("outside the demo there is no mailbox and nobody signs in by name alone", async ({ request, baseURL }) => {
  const { child, url } = await startDashboard();
  try {
    await expect
      .poll(
        () =>
          request.get(`${url}/api/health`).then(
            (answer) => answer.status(),
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200);
    for (const address of [
      "/dev/mail",
      "/dev/mail.json?to=sam@acme.example",
      "/dev/mail/00000000-0000-7000-8000-000000000000",
    ]) {
      expect((await request.get(url + address)).status(), address).toBe(404);
    }
    const signIn = await request.post(`${url}/dev/sign-in`, { data: { key: "acme-owner" } });
    expect(signIn.status()).toBe(404);
    expect(signIn.headers()["set-cookie"]).toBeUndefined();
    expect(await (await request.get(`${url}/sign-in`)).text()).not.toContain("Olivia Berg");
    expect(await (await request.get(`${baseURL}/sign-in`)).text(), "the demo does").toContain("Olivia Berg");
  } finally {
    child.kill("SIGTERM");
  }
});
