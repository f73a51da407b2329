import { CardSection } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FeatureCost } from "@/lib/billing/invoices/types";
import { formatMoney } from "@/lib/money";

function Bar({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" width="100%" height="8" className="block min-w-24">
      <rect x="0" y="1" width="100%" height="6" rx="3" className="fill-sunken" />
      <rect x="0" y="1" width={`${share}%`} height="6" rx="3" className="fill-accent" />
    </svg>
  );
}

/** The cost of each feature so far; a credit has no bar. */
export function CostCard({ costs }: { costs: readonly FeatureCost[] }) {
  const most = Math.max(1, ...costs.map(({ amount }) => amount));
  return (
    <CardSection
      title="Cost by feature"
      description="Summed from the lines of all final invoices, without tax; credits are subtracted."
    >
      {costs.length === 0 ? (
        <p className="text-ink-2">No invoices yet.</p>
      ) : (
        <Table label="Cost by feature">
          <TableHead>
            <tr>
              <TableHeader>Feature</TableHeader>
              <TableHeader className="w-1/2 max-sm:hidden">
                <span className="sr-only">Share</span>
              </TableHeader>
              <TableHeader numeric>Without tax</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {costs.map(({ feature, label, amount, currency }) => (
              <TableRow key={`${feature} ${currency}`}>
                <TableCell>{label}</TableCell>
                <TableCell className="max-sm:hidden">
                  <Bar share={Math.max(0, Math.round((amount / most) * 100))} />
                </TableCell>
                <TableCell numeric>{formatMoney(amount, currency)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </CardSection>
  );
}
