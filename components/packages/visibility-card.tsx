"use client";

import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { Button } from "@/components/ui/button";
import { CardSection } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import { rolesWith } from "@/lib/access/permissions";
import type { Decision } from "@/lib/entitlements/types";
import type { PackageView } from "@/lib/packages/catalogue/types";
import { changeVisibilityAction } from "@/lib/packages/upkeep/actions";

type VisibilityCardProps = {
  view: Pick<PackageView, "name" | "visibility" | "role" | "owner"> & { may: Pick<PackageView["may"], "visibility"> };
  /** Whether the other limit has room for it. */
  decision: Decision;
};

const ABOUT = {
  public: "Everybody finds it, reads it and installs it.",
  private: "Only members of the owning account can find it. For everybody else it does not exist.",
} as const;

export function VisibilityCard({ view, decision }: VisibilityCardProps) {
  const { name, visibility, owner } = view;
  const next = visibility === "public" ? "private" : "public";
  const label = `Make ${next}`;
  const control = !view.may.visibility ? (
    <DeniedPopover label={label} role={{ yours: view.role, allowed: rolesWith("package:visibility") }} />
  ) : decision.allowed ? (
    <ConfirmDialog
      trigger={<Button variant={next === "public" ? "danger" : "default"}>{label}</Button>}
      title={`Make ${name} ${next}?`}
      description={`${ABOUT[next]} It moves from the limit of ${visibility} packages to that of ${next} ones.`}
      {...(next === "public" ? { typeToConfirm: name } : { danger: false })}
      confirmLabel={label}
      submit={() => changeVisibilityAction(owner.handle, { name, visibility: next })}
      onDone={() => toast.success(`${name} is ${next}`)}
    />
  ) : (
    <DeniedPopover label={label} decision={decision} capability="Your role can change the visibility" />
  );
  return (
    <CardSection title="Visibility" description={ABOUT[visibility]} actions={control}>
      <p>
        This package is <b className="font-medium">{visibility}</b>.
      </p>
    </CardSection>
  );
}
