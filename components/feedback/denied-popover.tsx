"use client";

import type { ReactNode } from "react";
import { type DeniedStep, deniedSteps, deniedTitle, unlockLink } from "@/components/feedback/denied-view";
import { RefusedControl, type RefusedControlProps } from "@/components/feedback/refused-control";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import type { Role } from "@/generated/prisma/enums";
import { roleInWords, rolesInWords } from "@/lib/access/roles";
import type { Decision } from "@/lib/entitlements/types";
import { formatUtcMoment } from "@/lib/time";

type DeniedDecision = {
  decision: Decision;
  /** What the role allows: "You may invite: role admin". Shown as the first, fulfilled step. */
  capability?: string | undefined;
  /** Replaces the steps of the decision. */
  steps?: readonly DeniedStep[] | undefined;
  title?: string | undefined;
  /** Names a person who can change it: "Olivia Berg, owner, can add a seat." */
  fixer?: ReactNode;
  /** One button: upgrade, ask, free space. Default: the first plan that would allow it. */
  action?: ReactNode;
};

type DeniedRole = {
  /** Null for an operator. */
  yours: Role | null;
  allowed: readonly Role[];
  /** People to ask. */
  owners?: readonly string[];
};

type DeniedPopoverProps = RefusedControlProps & (DeniedDecision | { role: DeniedRole });

/** A control refused by a decision or by the role: it keeps its place and says why, and who can change it. */
export function DeniedPopover(props: DeniedPopoverProps) {
  const { label, variant, size, icon, className } = props;
  const control = { label, variant, size, icon, className };
  if ("role" in props) {
    return (
      <RefusedControl {...control} title="Your role does not allow this">
        <RoleReason {...props.role} />
      </RefusedControl>
    );
  }
  return (
    <RefusedControl {...control} title={props.title ?? deniedTitle(props.decision)}>
      <DecisionReason {...props} />
    </RefusedControl>
  );
}

function RoleReason({ yours, allowed, owners = [] }: DeniedRole) {
  return (
    <div className="flex flex-col gap-2 text-ink-2">
      <p>
        You are <b className="font-medium text-ink">{roleInWords(yours)}</b> here; this needs{" "}
        <b className="font-medium text-ink">{rolesInWords(allowed)}</b>.
      </p>
      {owners.length > 0 ? <p>Ask {owners.join(", ")}.</p> : null}
    </div>
  );
}

function DecisionReason({ decision, capability, fixer, ...props }: DeniedDecision) {
  const unlock = unlockLink(decision);
  const action =
    props.action ??
    (unlock ? (
      <LinkButton variant="primary" size="sm" href={unlock.href}>
        {unlock.label}
      </LinkButton>
    ) : null);
  const steps = [...(capability ? [{ ok: true, text: capability }] : []), ...(props.steps ?? deniedSteps(decision))];
  return (
    <>
      <p className="text-ink-2">{decision.message}</p>
      {decision.rationale ? <p className="mt-1 text-ink-3">{decision.rationale}</p> : null}
      <ol className="mt-2.5 mb-3 border-line border-l-2">
        {steps.map((step) => (
          <li
            key={`${step.text} ${step.detail ?? ""}`}
            className={cn(
              "relative py-0.5 pl-3 text-ink-2 before:absolute before:top-[9px] before:-left-[5px] before:size-2 before:rounded-full before:bg-line-strong before:content-['']",
              !step.ok && "text-stop before:bg-stop",
            )}
          >
            <span className="sr-only">{step.ok ? "Fulfilled: " : "Missing: "}</span>
            {step.text} {step.detail ? <span className="text-ink-3">{step.detail}</span> : null}
          </li>
        ))}
      </ol>
      {decision.resetsAt ? (
        <p className="mb-3 text-ink-3">Resets {formatUtcMoment(new Date(decision.resetsAt))}.</p>
      ) : null}
      {fixer ? <p className="mb-3 text-ink-2">{fixer}</p> : null}
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </>
  );
}
