import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";

type Helper = { name: string; role: string };

type DeniedPanelProps = {
  /** What is not allowed: "You cannot see billing". */
  title: string;
  /** The role the person has here, as the product writes it. */
  yourRole: string;
  /** Roles that would be enough. */
  allowedRoles: readonly string[];
  /** Who can change the role, or do it instead. */
  helpers?: readonly Helper[] | undefined;
  /** One button: ask an owner, go back. */
  action?: ReactNode;
  level?: 1 | 2 | undefined;
};

function either(roles: readonly string[]): string {
  return roles.length < 2 ? roles.join("") : `${roles.slice(0, -1).join(", ")} or ${roles.at(-1)}`;
}

/** The body of a page that a role does not open; the plan has nothing to do with it. */
export function DeniedPanel({ title, yourRole, allowedRoles, helpers = [], action, level = 2 }: DeniedPanelProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <Card className="max-w-[560px] px-4 py-3.5">
      <Heading className="flex items-center gap-2 font-semibold">
        <Lock aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        {title}
      </Heading>
      <p className="mt-1 text-ink-2">
        Your role here is <b className="font-medium text-ink">{yourRole}</b>. This needs{" "}
        <b className="font-medium text-ink">{either(allowedRoles)}</b>.
      </p>
      {helpers.length > 0 ? (
        <>
          <p className="mt-3 text-ink-3 text-sm">Who can change that</p>
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
