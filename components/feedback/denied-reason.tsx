"use client";

import type { ReactNode } from "react";
import { type DeniedStep, deniedSteps, deniedTitle, unlockLink } from "@/components/feedback/denied-view";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import type { Role } from "@/generated/prisma/enums";
import { roleInWords, rolesInWords } from "@/lib/access/roles";
import type { Decision } from "@/lib/entitlements/types";
import { formatUtcMoment } from "@/lib/time";

export type DeniedDecision = {
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

export type DeniedRole = {
  /** Null for an operator. */
  yours: Role | null;
  allowed: readonly Role[];
  /** People to ask. */
  owners?: readonly string[];
};

export type Denied = DeniedDecision | { role: DeniedRole };

/** Why a control is refused, and who can change it. */
export function DeniedReason({ denied, titleId }: { denied: Denied; titleId: string }) {
  const byRole = "role" in denied;
  const title = byRole ? "Your role does not allow this" : (denied.title ?? deniedTitle(denied.decision));
  return (
    <>
      <h2 id={titleId} className="mb-1 font-semibold text-base">
        {title}
      </h2>
      {byRole ? <RoleReason {...denied.role} /> : <DecisionReason {...denied} />}
    </>
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
