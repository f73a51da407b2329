import { ChevronRight, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { CardSection } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { formatBytes } from "@/lib/bytes";
import { formatCount, formatQuantity } from "@/lib/count";
import type { Attention } from "@/lib/overview/types";
import type { AccountPaths } from "@/lib/paths";
import { formatUtcMoment } from "@/lib/time";

type Line = { key: string; href: string; tag: ReactNode; text: ReactNode; detail: ReactNode };

function limitLine(item: Extract<Attention, { kind: "limit" }>, paths: AccountPaths): Line {
  const { key, label, unit, used, limit, resetsAt } = item;
  const amount = unit === "bytes" ? formatBytes : formatCount;
  const percent = Math.floor((used * 100) / limit);
  return {
    key,
    href: paths.usage,
    tag: <Tag tone={used >= limit ? "stop" : "warn"}>{percent} %</Tag>,
    text: used >= limit ? `${label}: limit reached` : `${label}: almost at the limit`,
    detail: `${amount(used)} of ${amount(limit)}${resetsAt ? `, resets ${formatUtcMoment(new Date(resetsAt))}` : ""}`,
  };
}

function lineOf(item: Attention, paths: AccountPaths): Line {
  switch (item.kind) {
    case "limit":
      return limitLine(item, paths);
    case "trial_ending":
      return {
        key: item.kind,
        href: paths.billing,
        tag: <Tag tone="warn">trial</Tag>,
        text: (
          <>
            The trial ends <RelativeTime at={item.endsAt} />
          </>
        ),
        detail: "Then nothing new can be added; installs keep working.",
      };
    case "expired_tokens":
      return {
        key: item.kind,
        href: "/settings/tokens",
        tag: <Tag tone="warn">tokens</Tag>,
        text: `${formatQuantity(item.count, "token")} expired`,
        detail: "They no longer work but still count toward your plan. Revoke them.",
      };
    case "ending_tokens":
      return {
        key: item.kind,
        href: "/settings/tokens",
        tag: <Tag tone="info">tokens</Tag>,
        text: `${formatQuantity(item.count, "token")} expiring within a week`,
        detail: "Create a new one before a pipeline stops.",
      };
    case "invitations":
      return {
        key: item.kind,
        href: paths.team,
        tag: <Tag tone="info">team</Tag>,
        text: `${formatQuantity(item.count, "invitation")} not answered yet`,
        detail: item.nextEnd ? (
          <>
            The first one ends <RelativeTime at={item.nextEnd} />.
          </>
        ) : null,
      };
  }
}

/** What needs attention now; a plain sentence when nothing does. */
export function AttentionList({ items, paths }: { items: readonly Attention[]; paths: AccountPaths }) {
  if (items.length === 0) {
    return (
      <p className="flex items-center gap-2 text-ink-2">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-accent" />
        Nothing needs your attention.
      </p>
    );
  }
  return (
    <CardSection title="Needs attention">
      <ul className="-mx-4 -mb-4">
        {items.map((item) => {
          const line = lineOf(item, paths);
          return (
            <li key={line.key} className="border-line border-t">
              <Link
                href={line.href}
                className="focus-inset flex min-h-10 items-center gap-3 px-4 py-2 hover:bg-sunken/60"
              >
                {line.tag}
                <span className="min-w-0 flex-1">
                  {line.text} <span className="text-ink-3">{line.detail}</span>
                </span>
                <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              </Link>
            </li>
          );
        })}
      </ul>
    </CardSection>
  );
}
