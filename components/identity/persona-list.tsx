import { Avatar } from "@/components/ui/avatar";

export type PersonaChoice = { key: string; name: string; roles: readonly { account: string; role: string }[] };

/** The people of the demo: each a form that signs in as them. */
export function PersonaList({ personas, next }: { personas: readonly PersonaChoice[]; next: string }) {
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {personas.map((persona) => (
        <li key={persona.key}>
          <form action="/dev/sign-in" method="post">
            <input type="hidden" name="key" value={persona.key} />
            <input type="hidden" name="next" value={next} />
            <button
              type="submit"
              className="flex w-full items-center gap-2.5 rounded border border-line bg-surface px-3 py-2 text-left hover:border-line-strong hover:bg-sunken"
            >
              <Avatar name={persona.name} size="md" />
              <span className="min-w-0">
                <span className="block truncate font-medium">{persona.name}</span>
                <span className="block text-ink-3 text-sm">{standing(persona)}</span>
              </span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

function standing({ key, roles }: PersonaChoice): string {
  if (roles.length === 0) return `${key} · personal account only`;
  return roles.map(({ account, role }) => `${role} at ${account}`).join(", ");
}
