import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import type { Role } from "@/generated/prisma/enums";
import { roleInWords, rolesInWords } from "@/lib/access/roles";

type Helper = { name: string; role: string };

type DeniedPanelProps = {
  /** The refused thing: "You cannot see billing". */
  title: string;
  /** The reader's role here; null for an operator. */
  yourRole: Role | null;
  /** Sufficient roles. */
  allowedRoles: readonly Role[];
  /** People who can change the role, or act instead. */
  helpers?: readonly Helper[] | undefined;
  /** One button: ask an owner, go back. */
  action?: ReactNode;
  level?: 1 | 2 | undefined;
};

/** The body of a page that is closed to the role; the plan is not the reason. */
export function DeniedPanel({ title, yourRole, allowedRoles, helpers = [], action, level = 2 }: DeniedPanelProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <Card className="max-w-[560px] px-4 py-3.5">
      <Heading className="flex items-center gap-2 font-semibold">
        <Lock aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        {title}
      </Heading>
      <p className="mt-1 text-ink-2">
        Your role here is <b className="font-medium text-ink">{roleInWords(yourRole)}</b>. This needs{" "}
        <b className="font-medium text-ink">{rolesInWords(allowedRoles)}</b>.
      </p>
      {helpers.length > 0 ? (
        <>
          <p className="mt-3 text-ink-3 text-sm">Who can change this</p>
          <ul className="mt-1 flex flex-col gap-1.5">
            {helpers.map((helper) => (
              <li key={`${helper.name} ${helper.role}`} className="flex items-center gap-2">
                <Avatar name={helper.name} />
                {helper.name} <span className="text-ink-3">{helper.role}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {action ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
    </Card>
  );
}
