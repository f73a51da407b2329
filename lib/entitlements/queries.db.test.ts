import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import { at, now } from "@/lib/clock";
import { disconnect } from "@/lib/db";
import { loadSnapshot, loadSnapshots } from "@/lib/entitlements/load-facts";
import { listLimitUsage, listTerms } from "@/lib/entitlements/queries";
import { LIMIT_KEYS } from "@/lib/entitlements/types";
import { monthWindow } from "@/lib/entitlements/windows";
import { AppError } from "@/lib/errors";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  request,
  seatRecords,
  type TestOrganization,
} from "@/lib/people/members/members.fixture";
import { DAY_MS } from "@/lib/time";

let org: TestOrganization;
beforeAll(async () => {
  ownStorage();
  org = await newOrganization(7);
  await newMember(org, "member", "Mia");
  await publish(org.ctx, { name: `@${org.account.handle}/one` });
  await publish(org.ctx, { name: `@${org.account.handle}/one`, version: "1.0.1" });
});
afterAll(disconnect);

const row = async (key: string) => (await listLimitUsage(org.ctx)).find((one) => one.key === key);

describe("the usage of an account", () => {
  it("has every limit of the catalogue, once", async () => {
    expect((await listLimitUsage(org.ctx)).map(({ key }) => key)).toEqual([...LIMIT_KEYS]);
  });

  it("is what the counters say", async () => {
    const seats = await seatRecords(org.account.id);
    expect(await row("seats")).toMatchObject({ used: seats.used.rows, reserved: 0, limit: 7, resetsAt: null });
    expect(await row("packages.private")).toMatchObject({ used: 1, limit: 250, reached: null });
    const resetsAt = monthWindow(now()).end.toISOString();
    expect(await row("publishes")).toMatchObject({ used: 2, limit: 5_000, resetsAt });
    expect((await row("storage.bytes"))?.used).toBeGreaterThan(0);
  });

  it("is not known where nothing counts, which is not nothing", async () => {
    for (const key of ["api_calls", "rate.api"]) expect(await row(key)).toMatchObject({ used: null, message: null });
    expect(await row("api_calls")).toMatchObject({ limit: 1_000_000, ceiling: 1_200_000 });
  });

  it("starts a month at nothing, and keeps what is held", async () => {
    await at(new Date(monthWindow(now()).end.getTime() + DAY_MS), async () => {
      expect((await row("publishes"))?.used).toBe(0);
      expect((await row("packages.private"))?.used).toBe(1);
    });
  });

  it("names the source of a limit and the steps to it", async () => {
    const seats = await row("seats");
    expect(seats?.source.label).toBe("Team contract");
    expect(seats?.trace.map(({ after }) => after)).toEqual([0, 7]);
  });
});

describe("trials and contracts", () => {
  it("are listed with the live one first, for roles that read billing", async () => {
    const terms = await listTerms(org.ctx);
    expect(terms.map(({ kind, phase }) => [kind, phase])).toEqual([
      ["contract", "live"],
      ["trial", "over"],
    ]);
    const member = await contextOf(org.account, await newMember(org, "member", "Max"));
    await expect(listTerms(member)).rejects.toSatisfy(
      (error) => error instanceof AppError && error.code === "FORBIDDEN",
    );
  });
});

describe("snapshots of several accounts", () => {
  it("are the same as one by one", async () => {
    const person = await newPerson("Solo");
    const own = (await contextForHandle(person.handle, { person }, request)).account.id;
    const other = await newOrganization();
    await at(now(), async () => {
      const ids = [org.account.id, own, other.account.id];
      const several = await loadSnapshots(ids);
      expect(several.size).toBe(3);
      for (const id of ids) expect(several.get(id)).toEqual(await loadSnapshot(id));
    });
  });
});
