import { Lock } from "lucide-react";
import { Tag } from "@/components/ui/tag";
import type { PackageKind, Visibility } from "@/generated/prisma/enums";

export function VisibilityTag({ visibility }: { visibility: Visibility }) {
  if (visibility === "public") return <Tag tone="info">public</Tag>;
  return (
    <Tag title="Only members of the owning account see it">
      <Lock aria-hidden="true" className="size-3" />
      private
    </Tag>
  );
}

/** An ordinary package has no tag. */
export function KindTag({ kind }: { kind: PackageKind }) {
  return kind === "package" ? null : <Tag tone="accent">{kind}</Tag>;
}

export function DeprecatedTag({ message }: { message: string }) {
  return message === "" ? null : (
    <Tag tone="warn" title={message}>
      deprecated
    </Tag>
  );
}

export function ReadOnlyTag({ frozen, what }: { frozen: boolean; what: "package" | "token" }) {
  return frozen ? (
    <Tag tone="warn" title={`Your plan includes fewer, so this ${what} is read-only. See Billing to change that.`}>
      Read-only
    </Tag>
  ) : null;
}
