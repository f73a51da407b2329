import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { sessionByToken } from "@/lib/access/queries";
import type { RequestInfo, SignedIn } from "@/lib/access/types";
import { db, transaction } from "@/lib/db";
import { accountAction, personAction } from "@/lib/entry/client";
import { DECLARED } from "@/lib/entry/metadata";
import { AppError } from "@/lib/errors";
import { createSession } from "@/lib/identity/sign-in/create-session";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";

vi.stubEnv("LOG_LEVEL", "silent");

const request: RequestInfo = { requestId: "request-of-this-test", address: "", userAgent: "", source: "web" };
const signedIn: { person: SignedIn | null } = { person: null };
vi.mock("@/lib/access/loaders", () => ({
  currentPerson: async () => signedIn.person,
  requestInfo: async () => request,
}));

async function newPerson(): Promise<SignedIn> {
  const email = `action-${newId()}@example.com`;
  const { userId } = await transaction((tx) => findOrCreateUser(tx, { email }, request));
  const person = await sessionByToken((await createSession(userId, "link", request)).token);
  if (!person) throw new Error("not signed in");
  return person;
}

const metadata = {
  name: "thing.change",
  permission: "account:update",
  entitlement: null,
  audit: "account.renamed",
} as const;
const schema = z.object({
  word: z.string().min(3, "Write three letters."),
  inner: z.object({ n: z.number() }).optional(),
});
let run = vi.fn();
const change = accountAction(metadata, schema, async (_ctx, input): Promise<string> => run(input));

beforeEach(async () => {
  run = vi.fn(async (input: { word: string }) => input.word);
  signedIn.person = await newPerson();
});

async function denials(handle: string) {
  return db().auditEvent.findMany({
    where: { outcome: "denied", accountId: (await db().account.findUniqueOrThrow({ where: { handle } })).id },
  });
}

describe("accountAction", () => {
  it("runs the verb for a member and says what it is", async () => {
    expect(await change(signedIn.person?.handle ?? "", { word: "yes" })).toEqual({ ok: true, data: "yes" });
    expect(DECLARED.get(change)).toEqual(metadata);
  });

  it("answers nobody with 401", async () => {
    signedIn.person = null;
    expect(await change("x", { word: "yes" })).toMatchObject({
      ok: false,
      error: { code: "UNAUTHENTICATED", status: 401 },
    });
    expect(run).not.toHaveBeenCalled();
  });

  it("answers a stranger with 404 before it looks at the input, and records nothing", async () => {
    const other = await newPerson();
    expect(await change(other.handle, { word: "" })).toMatchObject({
      ok: false,
      error: { code: "NOT_FOUND", status: 404 },
    });
    expect(await change("no-such-account", { word: "yes" })).toMatchObject({ error: { code: "NOT_FOUND" } });
    expect(await denials(other.handle)).toHaveLength(0);
    expect(run).not.toHaveBeenCalled();
  });

  it("names the fields of a wrong input", async () => {
    const wrong = { word: "no", inner: { n: Number.NaN } };
    expect(await change(signedIn.person?.handle ?? "", wrong)).toMatchObject({
      ok: false,
      error: {
        code: "VALIDATION",
        status: 400,
        message: "Write three letters.",
        payload: { fields: { word: ["Write three letters."], "inner.n": [expect.any(String)] } },
      },
    });
    expect(run).not.toHaveBeenCalled();
  });

  it("refuses a role without the permission and records the refusal once", async () => {
    const handle = signedIn.person?.handle ?? "";
    const account = await db().account.findUniqueOrThrow({ where: { handle } });
    const guest = await newPerson();
    await db().membership.create({
      data: { accountId: account.id, userId: guest.userId, role: "member", joinedAt: account.createdAt },
    });
    signedIn.person = guest;
    expect(await change(handle, { word: "yes" })).toMatchObject({
      ok: false,
      error: { code: "FORBIDDEN", status: 403 },
    });
    expect(run).not.toHaveBeenCalled();
    const [event, ...more] = await denials(handle);
    expect(more).toHaveLength(0);
    expect(event).toMatchObject({ action: "account.renamed", reasonCode: "FORBIDDEN", actorId: guest.userId });
  });

  it("passes on what a verb refuses, with its words, and records only refusals of the kind owners want to see", async () => {
    const handle = signedIn.person?.handle ?? "";
    run.mockRejectedValueOnce(new AppError("CONFLICT", { message: "Taken." }));
    expect(await change(handle, { word: "yes" })).toMatchObject({
      error: { code: "CONFLICT", status: 409, message: "Taken." },
    });
    expect(await denials(handle)).toHaveLength(0);
    run.mockRejectedValueOnce(new AppError("POLICY_DENIED", { message: "No.", policy: "p" }));
    expect(await change(handle, { word: "yes" })).toMatchObject({ error: { code: "POLICY_DENIED", status: 403 } });
    expect(await denials(handle)).toHaveLength(1);
  });

  it("tells nothing of an unknown error but the request id, and logs it once", async () => {
    const logged = vi.spyOn(log(), "error");
    run.mockRejectedValueOnce(new Error("password is hunter2"));
    const answer = await change(signedIn.person?.handle ?? "", { word: "yes" });
    expect(answer).toMatchObject({
      error: { code: "UNEXPECTED", status: 500, payload: { requestId: request.requestId } },
    });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
    expect(logged).toHaveBeenCalledTimes(1);
    expect(logged.mock.calls[0]?.[0]).toMatchObject({ requestId: request.requestId, action: "thing.change" });
    logged.mockRestore();
  });

  it("slows one person down without touching another", async () => {
    const fast = signedIn.person;
    const handle = fast?.handle ?? "";
    const answers = await Promise.all(Array.from({ length: 250 }, () => change(handle, { word: "yes" })));
    const refused = answers.filter((answer) => !answer.ok && answer.error.code === "RATE_LIMITED");
    expect(refused.length).toBe(10);
    signedIn.person = await newPerson();
    expect(await change(signedIn.person.handle, { word: "yes" })).toMatchObject({ ok: true });
  });
});

describe("personAction", () => {
  it("gives the verb the person as a viewer", async () => {
    const act = personAction(
      { ...metadata, name: "thing.make", permission: null },
      schema,
      async (viewer, { word }) => {
        return `${viewer.userId} ${word}`;
      },
    );
    expect(await act({ word: "yes" })).toEqual({ ok: true, data: `${signedIn.person?.userId} yes` });
    signedIn.person = null;
    expect(await act({ word: "yes" })).toMatchObject({ error: { code: "UNAUTHENTICATED" } });
  });
});
