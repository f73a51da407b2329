"use client";

import { useState } from "react";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { chooseKeptAction } from "@/lib/billing/quotes/actions";
import type { DowngradeImpact } from "@/lib/billing/quotes/types";
import { formatCount } from "@/lib/count";

type List = DowngradeImpact["lists"][number];

/** Seats are freed person by person on the Team page; without room for writable items there is nothing to choose. */
function choosable(impact: DowngradeImpact): List[] {
  return impact.lists.filter(({ key, items, limit }) => key !== "seats" && items.length > 0 && limit !== 0);
}

function initial(impact: DowngradeImpact): ReadonlySet<string> {
  return new Set(choosable(impact).flatMap(({ items }) => items.filter(({ kept }) => kept).map(({ id }) => id)));
}

type KeptFormProps = { handle: string; impact: DowngradeImpact };

/**
 * Chooses the packages and keys that stay writable when the plan holds fewer (B5). Without a choice the last changed
 * stay.
 */
export function KeptForm({ handle, impact }: KeptFormProps) {
  const [chosen, setChosen] = useState(() => initial(impact));
  const { run, pending, failure } = useAction(chooseKeptAction.bind(null, handle), () => {
    toast.success("Selection saved", {
      description: "It applies whenever your plan is smaller.",
    });
  });
  const lists = choosable(impact);
  if (lists.length === 0) return null;
  const idsOf = (keys: boolean) =>
    lists
      .filter(({ key }) => (key === "api_keys") === keys)
      .flatMap(({ items }) => items.filter(({ id }) => chosen.has(id)).map(({ id }) => id));
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void run({ packageIds: idsOf(false), keyIds: idsOf(true) });
      }}
    >
      {lists.map(({ key, label, limit, items, used }) => {
        const count = items.filter(({ id }) => chosen.has(id)).length;
        const full = limit !== "unlimited" && count >= limit;
        return (
          <fieldset key={key} className="min-w-0">
            <legend className="mb-1.5 font-medium">
              {label}{" "}
              <span className="font-normal text-ink-3 text-sm" aria-live="polite">
                {formatCount(count)} of {limit === "unlimited" ? limit : formatCount(limit)} chosen
              </span>
            </legend>
            <div className="flex max-h-72 flex-col gap-1 overflow-y-auto rounded border border-line px-3 py-2">
              {items.map(({ id, name, lastChangedAt }) => (
                <Checkbox
                  key={id}
                  label={<code>{name}</code>}
                  description={
                    <>
                      changed <RelativeTime at={lastChangedAt} />
                    </>
                  }
                  checked={chosen.has(id)}
                  disabled={full && !chosen.has(id)}
                  onChange={() => toggle(id)}
                />
              ))}
            </div>
            {used > items.length ? (
              <p className="mt-1 text-ink-3 text-sm">
                The {formatCount(items.length)} changed last of {formatCount(used)}.
              </p>
            ) : null}
          </fieldset>
        );
      })}
      <FailureNote failure={failure} />
      <Button type="submit" pending={pending} className="self-start">
        Save selection
      </Button>
    </form>
  );
}
