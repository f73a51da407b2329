import { KeyRound, type LucideIcon, PackageSearch, ScrollText, ShieldCheck, Terminal, Users } from "lucide-react";
import { ROLES, ROLES_WITHOUT_SEAT, rolesInWords } from "@/lib/access/roles";
import { capitalized } from "@/lib/text";

type Feature = { Icon: LucideIcon; title: string; text: string };

/** Only features that work today. */
const FEATURES: readonly Feature[] = [
  {
    Icon: Terminal,
    title: "Your package manager, unchanged",
    text: "npm, pnpm and yarn log in, publish and install. Tags, deprecation and unpublish are the commands you know.",
  },
  {
    Icon: ShieldCheck,
    title: "Private means private",
    text: "Nobody else can find a private package: not in search, not in counts, not by its name.",
  },
  {
    Icon: Users,
    title: "Organizations with roles",
    text: `${capitalized(rolesInWords(ROLES, "and"))}. An invitation reserves a seat; ${rolesInWords(ROLES_WITHOUT_SEAT, "and")} need none.`,
  },
  {
    Icon: KeyRound,
    title: "Tokens with narrow rights",
    text: "Scopes, package patterns, address ranges and an end date. Revoked everywhere within a second.",
  },
  {
    Icon: ScrollText,
    title: "An audit log that cannot be edited",
    text: "Every change with its author, address and values before and after, chained so that tampering shows.",
  },
  {
    Icon: PackageSearch,
    title: "Limits you can see coming",
    text: "Each limit shows its usage, source and reset date before it stops you.",
  },
];

export function FeatureList() {
  return (
    <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
      {FEATURES.map(({ Icon, title, text }) => (
        <li key={title}>
          <h3 className="flex items-center gap-2 font-semibold">
            <Icon aria-hidden="true" className="size-4 shrink-0 text-accent" />
            {title}
          </h3>
          <p className="mt-1 text-ink-2">{text}</p>
        </li>
      ))}
    </ul>
  );
}
