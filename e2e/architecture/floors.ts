import { FLOORS, KNOWN_ABOVE, MOST_KNOWN_ABOVE, mayKnow, placeOf, roomOfLib, SURROUNDINGS } from "./plan";
import { at, isCode, isTest, type Rule, roomOf } from "./rule";
import { moduleName, type SourceFile } from "./source";

function isKnownAbove(file: SourceFile, target: string, typeOnly: boolean): boolean {
  return typeOnly && KNOWN_ABOVE[moduleName(file.path)]?.target === target;
}

export const floors: Rule = {
  name: "a district of lib imports lower floors and itself, a room of it the rooms before",
  check: (files) =>
    files.flatMap((file) => {
      if (roomOf(file.path) !== "lib" || !isCode(file.path) || isTest(file.path)) return [];
      const from = placeOf(file.path);
      if (!from) return [at(file, 1, "stands in no room of the floor plan (e2e/architecture/plan.ts)")];
      return file.imports.flatMap(({ line, own, target, typeOnly }) => {
        if (!own || roomOf(target) !== "lib" || isKnownAbove(file, target, typeOnly)) return [];
        const to = placeOf(target);
        return to && mayKnow(from, to)
          ? []
          : [at(file, line, `must not know ${target}, which stands above or beside it`)];
      });
    }),
  wrong: [
    { "lib/access/context.ts": 'import { seatHolders } from "@/lib/people/seats/queries";' },
    { "lib/people/members/queries.ts": 'import type { PackageRow } from "@/lib/packages/catalogue/types";' },
    { "lib/people/accounts/queries.ts": 'import { listMembers } from "@/lib/people/members/queries";' },
    { "lib/people/accounts/queries.ts": 'import type { MemberRow } from "@/lib/people/members/types";' },
    { "lib/entitlements/decide.ts": 'const { record } = await import("@/lib/audit/record");' },
    { "lib/audit/queries.ts": 'export { accountAction } from "../entry/client";' },
    { "lib/time.ts": 'import { windowOf } from "@/lib/entitlements/windows";' },
    { "lib/errors.ts": 'import { decide } from "@/lib/entitlements/types";' },
    { "lib/newroom/queries.ts": "export const one = 1;" },
    { "lib/people/queries.ts": "export const one = 1;" },
    { "lib/people/newroom/queries.ts": "export const one = 1;" },
    { "lib/access/deep/queries.ts": "export const one = 1;" },
  ],
  right: {
    "lib/people/members/queries.ts":
      'import { authorize } from "@/lib/access/authorize";\nimport { seatHolders } from "@/lib/people/seats/queries";',
    "lib/people/members/members.db.test.ts": 'import { inviteMember } from "@/lib/people/invites/invite-member";',
    "lib/errors.ts": 'import type { Decision } from "@/lib/entitlements/types";',
    "lib/worker/jobs/jobs.ts": 'import { sendMessage } from "@/lib/worker/mails/send";',
  },
};

/** A planned room without files, or an exception that nobody needs, makes the plan untrue. */
export const truePlan: Rule = {
  name: "the floor plan has no empty room, no unused exception, and its exceptions do not grow",
  check: (files) => {
    const source = files.filter(({ path }) => roomOf(path) === "lib" && isCode(path) && !isTest(path));
    const found = new Set(source.map(({ path }) => Object.values(roomOfLib(path)).filter(Boolean).join("/")));
    const planned = FLOORS.flatMap((floor) =>
      Object.entries(floor).flatMap(([district, rooms]) =>
        rooms.length === 0 ? [district] : rooms.map((room) => `${district}/${room}`),
      ),
    );
    const unused = Object.entries(KNOWN_ABOVE).filter(
      ([from, { target }]) =>
        !source.some((file) => moduleName(file.path) === from && file.imports.some((one) => one.target === target)),
    );
    return [
      ...planned.filter((room) => !found.has(room)).map((room) => `lib/${room} is planned and empty`),
      ...unused.map(([from, { target }]) => `${from} does not import ${target} any more`),
      ...(Object.keys(KNOWN_ABOVE).length > MOST_KNOWN_ABOVE ? ["more types are known above than were"] : []),
    ];
  },
  wrong: [{ "lib/access/context.ts": "export const one = 1;" }],
  right: Object.fromEntries([
    ...FLOORS.flatMap((floor) =>
      Object.entries(floor).flatMap(([district, rooms]) =>
        (rooms.length === 0 ? [district] : rooms.map((room) => `${district}/${room}`)).map((room) => [
          `lib/${room}/queries.ts`,
          "export const one = 1;",
        ]),
      ),
    ),
    ...Object.entries(KNOWN_ABOVE).map(([from, { target }]) => [`${from}.ts`, `import type { A } from "@/${target}";`]),
  ]),
};

/** The order of the folders of `components`: the surroundings, then the districts by floor. */
function shelfOf(file: string): number | null {
  const [, folder = "", ...rest] = file.split("/");
  if (rest.length === 0) return null;
  const surrounding = SURROUNDINGS.indexOf(folder);
  if (surrounding >= 0) return surrounding;
  const floor = FLOORS.findIndex((one) => folder in one);
  return floor < 0 ? null : SURROUNDINGS.length + floor;
}

export const componentFolders: Rule = {
  name: "components stand in folders named after the districts, and know only lower ones and their own",
  check: (files) =>
    files.flatMap((file) => {
      if (roomOf(file.path) !== "components" || !isCode(file.path) || isTest(file.path)) return [];
      const from = shelfOf(file.path);
      if (from === null) return [at(file, 1, "stands in a folder that is no district's")];
      const folder = file.path.split("/")[1];
      return file.imports.flatMap(({ line, own, target }) => {
        if (!own || roomOf(target) !== "components" || target.split("/")[1] === folder) return [];
        const to = shelfOf(target);
        return to !== null && to < from ? [] : [at(file, line, `must not know ${target}`)];
      });
    }),
  wrong: [
    { "components/team/list.tsx": "export const one = 1;" },
    { "components/ui/seat.tsx": 'import { SeatCard } from "@/components/people/seat-card";' },
    { "components/people/list.tsx": 'import { Readme } from "@/components/packages/readme";' },
    { "components/layout/shell.tsx": 'import type { Banner } from "../billing/state-banner";' },
  ],
  right: {
    "components/billing/seats.tsx":
      'import { SeatCard } from "@/components/people/seat-card";\nimport { Card } from "@/components/ui/card";',
    "components/people/flow/step.tsx": 'import { Card } from "@/components/people/card";',
  },
};
