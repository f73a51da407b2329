import { closeKeys } from "@/lib/access/authenticate-key";
import { accountByHandle } from "@/lib/access/queries";
import { at, nowMs } from "@/lib/clock";
import { db, disconnect } from "@/lib/db";
import { followClock } from "@/lib/demo/follow-clock";
import { prepareVersion } from "@/lib/packages/publish/prepare-version";
import { publishVersion } from "@/lib/packages/publish/publish-version";
import { artifactStore } from "@/lib/packages/storage/artifacts";
import { changeVisibility } from "@/lib/packages/upkeep/change-visibility";
import { deprecateVersions } from "@/lib/packages/upkeep/deprecate-versions";
import { writeDemoFile } from "@/prisma/seed/demo-file";
import { DAY_MS, DAYS, type Event, type Release, releasesOf } from "@/prisma/seed/history";
import { eventsOfMoney } from "@/prisma/seed/money";
import { packRelease } from "@/prisma/seed/pack";
import { PACKAGES, type SeedPackage } from "@/prisma/seed/packages";
import {
  contextIn,
  found,
  invite,
  join,
  organizationOf,
  personalContextOf,
  putOnPlan,
  request,
  signUp,
} from "@/prisma/seed/people";
import { COLLEAGUES, ORGANIZATIONS, PERSONAS } from "@/prisma/seed/personas";
import { beginSandboxAt, endSandboxHistory, hasSandbox } from "@/prisma/seed/sandbox";

function eventsOfPeople(): Event[] {
  const people = [...PERSONAS, ...COLLEAGUES].map((one, index) => ({ day: index * 0.01, happen: () => signUp(one) }));
  const organizations = ORGANIZATIONS.flatMap((organization): Event[] => {
    const { founded } = organization;
    return [
      { day: founded, happen: () => found(organization) },
      ...organization.members.map((member) => ({
        day: founded + member.daysAfterFounding,
        happen: () => join(organization, member),
      })),
      ...organization.invited.map((invited) => ({ day: DAYS - 5, happen: () => invite(organization, invited) })),
    ];
  });
  return [...people, ...organizations];
}

async function accountOf({ owner }: SeedPackage) {
  if ("organization" in owner) return organizationOf(owner.organization);
  return (await personalContextOf(owner.person)).account;
}

async function release(wanted: SeedPackage, one: Release): Promise<void> {
  const account = await accountOf(wanted);
  const publisher = wanted.publishers[one.publisher];
  if (!publisher) throw new Error(`${wanted.base} has no publisher`);
  const name = `@${account.handle}/${wanted.base}`;
  const writer = await artifactStore().create();
  await writer.write(await packRelease(name, wanted, one, DAYS));
  const tarball = { writer, staged: await writer.finish() };
  const source = { claim: null, access: wanted.access, tags: [one.tag], client: request.userAgent };
  await publishVersion(await contextIn(account.id, publisher), await prepareVersion({ tarball, ...source }));
}

function eventsOfPackages(): Event[] {
  return PACKAGES.flatMap((wanted) =>
    releasesOf(wanted, DAYS).map((one) => ({ day: one.dayOfHistory, happen: () => release(wanted, one) })),
  );
}

/** Other changes of packages: deprecating an old version, opening a package to everyone. */
function eventsOfCare(): Event[] {
  return [
    {
      day: DAYS - 30,
      happen: async () => {
        const acme = await organizationOf("acme");
        const name = "@acme/api-client";
        const first = await db().packageVersion.findFirstOrThrow({
          where: { package: { name } },
          orderBy: { publishedAt: "asc" },
        });
        const messages = new Map([[first.version, "The API of this version is gone. Use the latest one."]]);
        await deprecateVersions(await contextIn(acme.id, "acme-admin"), { name, messages });
      },
    },
    {
      day: DAYS - 12,
      happen: async () => {
        const globex = await organizationOf("globex");
        const ctx = await contextIn(globex.id, "globex-admin");
        await changeVisibility(ctx, { name: "@globex/report-builder", visibility: "private" });
        await changeVisibility(ctx, { name: "@globex/decimal", visibility: "public" });
      },
    },
  ];
}

/** Without a sandbox the demo has no payments: plans are assigned, and nobody owes anything. */
function eventsOfAssignedPlans(): Event[] {
  const organizations = ORGANIZATIONS.map(({ handle, founded, buys }) => ({
    day: founded + 0.1,
    happen: async () => putOnPlan(await organizationOf(handle), buys.plan, buys.seats),
  }));
  const pro = { day: 1, happen: async () => putOnPlan((await personalContextOf("pro")).account, "pro", null) };
  return [pro, ...organizations];
}

/** The demo began a year ago; a later run of the seed keeps that start. */
async function beginning(): Promise<number> {
  const first = await accountByHandle("acme");
  const row = first && (await db().account.findUnique({ where: { id: first.id }, select: { createdAt: true } }));
  return row ? row.createdAt.getTime() - DAY_MS : nowMs() - DAYS * DAY_MS;
}

async function writeHistory(): Promise<void> {
  const start = await beginning();
  const sandbox = await hasSandbox();
  const dateOf = (day: number) => new Date(start + day * DAY_MS);
  // An interrupted history continues at the sandbox's time.
  if (sandbox && !(await accountByHandle("acme"))) await beginSandboxAt(dateOf(0));
  const ofMoney = sandbox ? eventsOfMoney(dateOf) : eventsOfAssignedPlans();
  const events = [...eventsOfPeople(), ...ofMoney, ...eventsOfPackages(), ...eventsOfCare()];
  for (const { day, happen } of events.sort((a, b) => a.day - b.day)) await at(dateOf(day), happen);
  if (sandbox) await endSandboxHistory();
}

// A finished history belongs to its users: with `--addresses` only the demo's file is written.
if (!process.argv.includes("--addresses")) await writeHistory();
const stopClock = await followClock();
await writeDemoFile();
await closeKeys();
await disconnect();
stopClock();
