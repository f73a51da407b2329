import { Check, Minus } from "lucide-react";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { type ComparisonRow, comparePlans, planDefinition } from "@/lib/entitlements/catalogue";
import { priceLines } from "@/lib/entitlements/format";
import type { PlanKey } from "@/lib/entitlements/types";

type PlanTableProps = { label: string; plans: readonly PlanKey[]; current?: PlanKey | undefined };

const GROUPS = [
  { title: "Limits", kinds: ["allocated", "metered", "rate"] },
  { title: "Service", kinds: ["static"] },
  { title: "Features", kinds: ["feature"] },
] as const satisfies readonly { title: string; kinds: readonly ComparisonRow["kind"][] }[];

function Cell({ value, text }: { value: ComparisonRow["cells"][number]["value"]; text: string }) {
  if (typeof value !== "boolean") return text;
  const Icon = value ? Check : Minus;
  return (
    <>
      <Icon aria-hidden="true" className={value ? "size-4 text-accent" : "size-4 text-ink-3"} />
      <span className="sr-only">{text}</span>
    </>
  );
}

const PER: Partial<Record<ComparisonRow["kind"], string>> = { metered: "a month", rate: "a minute" };

/** The plans side by side; every number comes from the catalogue. */
export function PlanTable({ label, plans, current }: PlanTableProps) {
  const rows = comparePlans();
  const width = plans.length + 1;
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          <TableHeader className="min-w-40">
            <span className="sr-only">What is compared</span>
          </TableHeader>
          {plans.map((key) => {
            const plan = planDefinition(key);
            return (
              <TableHeader key={key} className="h-auto min-w-36 py-2 align-top">
                <span className="flex items-center gap-2 font-semibold text-base text-ink">
                  {plan.name}
                  {key === current ? <Tag tone="accent">your plan</Tag> : null}
                </span>
                {priceLines(plan).map((line) => (
                  <span key={line} className="block font-normal">
                    {line}
                  </span>
                ))}
              </TableHeader>
            );
          })}
        </tr>
      </TableHead>
      {GROUPS.map(({ title, kinds }) => (
        <TableBody key={title}>
          <tr>
            <th
              colSpan={width}
              scope="colgroup"
              className="h-8 border-line border-b bg-sunken px-3 text-left font-medium text-ink-2"
            >
              {title}
            </th>
          </tr>
          {rows
            .filter((row) => kinds.some((kind) => kind === row.kind))
            .map((row) => (
              <TableRow key={row.key}>
                <th scope="row" className="h-10 border-line border-b px-3 py-1.5 text-left font-normal">
                  {row.label} {PER[row.kind] ? <span className="text-ink-3">{PER[row.kind]}</span> : null}
                  {row.description ? (
                    <span className="block max-w-[44ch] text-ink-3 text-xs">{row.description}</span>
                  ) : null}
                </th>
                {row.cells
                  .filter(({ plan }) => plans.includes(plan))
                  .map(({ plan, value, text }) => (
                    <TableCell key={plan}>
                      <Cell value={value} text={text} />
                    </TableCell>
                  ))}
              </TableRow>
            ))}
        </TableBody>
      ))}
    </Table>
  );
}
