import { afterEach, describe, expect, it, vi } from "vitest";
import { githubProfile } from "@/lib/identity/sign-in/github-profile";
import { verifiedEmail } from "@/lib/identity/sign-in/providers";

type Email = { email: string; primary: boolean; verified: boolean };

function answerWith(emails: Email[], status = 200) {
  const answers = vi.fn(async (url: string | URL | Request) => {
    const body = String(url).endsWith("/user/emails")
      ? emails
      : { id: 7, login: "ada", name: null, email: "typed@by.hand" };
    return Response.json(body, { status });
  });
  vi.stubGlobal("fetch", answers);
}

afterEach(() => vi.unstubAllGlobals());

describe("githubProfile", () => {
  it("takes the primary address and whether it is verified, never the public one", async () => {
    answerWith([
      { email: "second@example.com", primary: false, verified: true },
      { email: "Ada@Example.com", primary: true, verified: true },
    ]);
    const profile = await githubProfile("t");
    expect(profile).toEqual({ sub: "7", name: "ada", email: "Ada@Example.com", email_verified: true });
    expect(verifiedEmail(profile)).toBe("ada@example.com");
  });

  it("vouches for nothing when the primary address is not verified, or there is none", async () => {
    answerWith([
      { email: "second@example.com", primary: false, verified: true },
      { email: "ada@example.com", primary: true, verified: false },
    ]);
    expect(verifiedEmail(await githubProfile("t"))).toBeNull();
    answerWith([]);
    expect(verifiedEmail(await githubProfile("t"))).toBeNull();
  });

  it("says that GitHub did not answer", async () => {
    answerWith([], 503);
    await expect(githubProfile("t")).rejects.toMatchObject({ code: "UPSTREAM", payload: { provider: "GitHub" } });
  });
});
