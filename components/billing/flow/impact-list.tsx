import type { DowngradeImpact } from "@/lib/billing/quotes/types";
import { formatCount, formatQuantity } from "@/lib/count";

type List = DowngradeImpact["lists"][number];

function limitOf({ limit }: List): string {
  return limit === "unlimited" ? "any number" : formatCount(limit);
}

function consequence(list: List): string {
  const { key, used, excess } = list;
  const holds = `${formatCount(used)} now, ${limitOf(list)} then`;
  return key === "seats"
    ? `${holds}: nobody is removed, and nobody can be added until you free or buy ${formatQuantity(excess, "seat")}.`
    : `${holds}: ${formatCount(excess)} become read-only until you free space or upgrade.`;
}

/** Names what a smaller plan makes read-only; nothing is deleted (B5). */
export function ImpactList({ impact }: { impact: DowngradeImpact }) {
  return (
    <section aria-label="What becomes read-only" className="flex flex-col gap-2">
      <h2 className="font-medium">What becomes read-only</h2>
      <p className="text-ink-2 text-sm">
        Nothing is deleted. Items over the {impact.planName} limits stay installable and become writable again with a
        larger plan.
      </p>
      <ul className="flex flex-col gap-2">
        {impact.lists.map((list) => (
          <li key={list.key}>
            <b className="font-medium">{list.label}</b>: {consequence(list)}
            {list.items.length > 0 ? (
              <details className="mt-0.5 text-sm">
                <summary className="w-fit cursor-pointer rounded-sm text-accent underline underline-offset-2">
                  Show {list.items.length < list.used ? `the first ${list.items.length}` : "them"}
                </summary>
                <ul className="mt-1 flex flex-col gap-0.5">
                  {list.items.map(({ id, name, kept }) => (
                    <li key={id} className={kept ? undefined : "text-ink-3"}>
                      <code>{name}</code>: {kept ? "stays as it is" : list.key === "seats" ? "beyond" : "read-only"}
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </li>
        ))}
        {impact.lostFeatures.length > 0 ? (
          <li>
            <b className="font-medium">No longer included</b>: {impact.lostFeatures.join(", ")}.
          </li>
        ) : null}
      </ul>
    </section>
  );
}
