import { expect, test } from "../fixtures/people";
import { withSecondDashboard } from "../fixtures/second-dashboard";

test("outside the demo there is no mailbox and nobody signs in by name alone", async ({ request, baseURL }) => {
  await withSecondDashboard(request, ["PACKHOUSE_DEMO"], async (url) => {
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
  });
});
