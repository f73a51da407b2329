import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sessionByToken } from "@/lib/access/queries";
import type { RequestInfo } from "@/lib/access/types";
import { db, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { authAdapter } from "@/lib/identity/sign-in/adapter";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { type Double, startOidcDouble } from "@/lib/identity/sign-in/oidc-double.test-support";
import { finishProviderSignIn, startProviderSignIn } from "@/lib/identity/sign-in/provider-sign-in";
import { configuredProviders } from "@/lib/identity/sign-in/providers";
import { newId } from "@/lib/ids";

const request: RequestInfo = { requestId: newId(), address: "198.51.100.9", userAgent: "test", source: "web" };
let double: Double;

beforeAll(async () => {
  double = await startOidcDouble();
  vi.stubEnv("OIDC_ISSUER", double.issuer);
  vi.stubEnv("OIDC_CLIENT_ID", "packhouse");
  vi.stubEnv("OIDC_CLIENT_SECRET", "hush");
  vi.stubEnv("LOG_LEVEL", "silent");
});
afterAll(async () => {
  await double.stop();
  vi.unstubAllEnvs();
});

/** Follows a browser's path: our start, the provider's redirect, our callback. */
async function signIn(next = "/packages") {
  const started = await startProviderSignIn("oidc", next, request);
  const back = await fetch(started.location, { redirect: "manual" });
  const callback = new URL(back.headers.get("location") ?? "");
  const jar = Object.fromEntries(
    started.cookies
      .map((cookie) => cookie.split(";")[0]?.split("=") ?? [])
      .map(([k, v]) => [k, decodeURIComponent(v ?? "")]),
  );
  const done = await finishProviderSignIn("oidc", Object.fromEntries(callback.searchParams), jar, request);
  const token = done.cookies.map((cookie) => /packhouse\.session=([^;]+)/.exec(cookie)?.[1]).find(Boolean);
  return { ...done, token: token ?? "" };
}

describe("signing in by OpenID Connect", () => {
  it("is offered when configured, alone", () => {
    expect(configuredProviders()).toEqual([{ id: "oidc", name: "Single sign-on" }]);
  });

  it("makes a person, a personal account and a session of ours", async () => {
    double.person = { sub: "1", email: "Grace@Example.com", email_verified: true, name: "Grace Hopper" };
    const done = await signIn();
    expect(done.location).toBe("http://localhost:3000/packages");
    expect(await sessionByToken(done.token)).toMatchObject({
      email: "grace@example.com",
      name: "Grace Hopper",
      handle: "grace",
    });
  });

  it("finds the person again by the identity, whatever the address became", async () => {
    double.person = { sub: "1", email: "new@example.com", email_verified: false, name: "Grace" };
    expect(await sessionByToken((await signIn()).token)).toMatchObject({ email: "grace@example.com" });
  });

  it("links a person who signed in by mail before, on a verified address", async () => {
    const { userId } = await transaction((tx) => findOrCreateUser(tx, { email: "known@example.com" }, request));
    double.person = { sub: "2", email: "known@example.com", email_verified: true, name: "K" };
    expect(await sessionByToken((await signIn()).token)).toMatchObject({ userId });
  });

  it.each([false, undefined])("refuses an address that is not verified (%s)", async (verified) => {
    const { userId } = await transaction((tx) => findOrCreateUser(tx, { email: "victim@example.com" }, request));
    double.person = { sub: "3", email: "victim@example.com", email_verified: verified, name: "M" };
    const done = await signIn();
    expect(done.location).toBe("/sign-in?error=unverified");
    expect(done.token).toBe("");
    expect(await db().identityLink.count({ where: { userId } })).toBe(0);
  });

  it("reads the userinfo endpoint when the identity token is short", async () => {
    double.person = { sub: "4", email: "short@example.com", email_verified: true, name: "S" };
    double.shortToken = true;
    expect(await sessionByToken((await signIn()).token)).toMatchObject({ email: "short@example.com" });
    double.shortToken = false;
  });

  it("goes nowhere but to a path of ours afterwards", async () => {
    double.person = { sub: "1", email: "grace@example.com", email_verified: true, name: "Grace" };
    expect((await signIn("@evil.example")).location).toBe("http://localhost:3000/overview");
    expect((await signIn("//evil.example/x")).location).toBe("http://localhost:3000/overview");
  });

  it("refuses an answer whose state is not the browser's", async () => {
    const started = await startProviderSignIn("oidc", "/packages", request);
    const back = await fetch(started.location, { redirect: "manual" });
    const callback = new URL(back.headers.get("location") ?? "");
    const done = await finishProviderSignIn("oidc", Object.fromEntries(callback.searchParams), {}, request);
    expect(done.location).toBe("/sign-in?error=provider");
    expect(done.cookies.join()).not.toContain("packhouse.session");
  });
});

describe("the adapter", () => {
  it("neither finds, creates nor links anybody without proof of the address", async () => {
    const { userId } = await transaction((tx) => findOrCreateUser(tx, { email: "proof@example.com" }, request));
    const adapter = authAdapter(request, "oidc", { email: null });
    const account = { provider: "oidc", providerAccountId: "9", userId, type: "oauth" } as const;
    expect(await adapter.getUserByEmail?.("proof@example.com")).toBeNull();
    await expect(adapter.linkAccount?.(account)).rejects.toThrow(AppError);
    await expect(adapter.createUser?.({ email: "x@example.com", emailVerified: null })).rejects.toThrow(AppError);
    const proven = authAdapter(request, "oidc", { email: "proof@example.com" });
    expect(await proven.getUserByEmail?.("proof@example.com")).toMatchObject({ id: userId });
    await proven.linkAccount?.(account);
    expect(await db().identityLink.count({ where: { userId } })).toBe(1);
  });
});
