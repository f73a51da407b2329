import { DeniedPanel } from "@/components/feedback/denied-panel";
import { roleInWords } from "@/lib/access/roles";
import type { Denied } from "@/lib/entitlements/loaders";

type DeniedPageProps = { title: string; denied: Denied };

/** A section that is closed to the role: the roles it needs, and the owners who can help. */
export function DeniedPage({ title, denied }: DeniedPageProps) {
  return (
    <DeniedPanel
      title={title}
      yourRole={denied.role}
      allowedRoles={denied.allowedRoles}
      helpers={denied.owners.map((name) => ({ name, role: roleInWords("owner") }))}
    />
  );
}
