import { DeniedPanel } from "@/components/feedback/denied-panel";
import { ROLE_WORDS, ROLES } from "@/lib/access/roles";
import type { Denied } from "@/lib/entitlements/loaders";

type DeniedPageProps = { title: string; denied: Denied };

function roleLabel(role: string): string {
  const known = ROLES.find((name) => name === role);
  return known ? ROLE_WORDS[known].label : role;
}

/** A section that the role does not open: what it needs, and the owners who can change that. */
export function DeniedPage({ title, denied }: DeniedPageProps) {
  return (
    <DeniedPanel
      title={title}
      yourRole={roleLabel(denied.role)}
      allowedRoles={denied.allowedRoles.map(roleLabel)}
      helpers={denied.owners.map((name) => ({ name, role: ROLE_WORDS.owner.label }))}
    />
  );
}
