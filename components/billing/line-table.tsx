import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { formatCount } from "@/lib/count";
import { formatMoney } from "@/lib/money";

type Line = { description: string; quantity: number; amount: number; proration: boolean };
type Amounts = { currency: string; subtotal: number; tax: number; total: number; amountDue?: number };

type LineTableProps = { label: string; lines: readonly Line[]; amounts: Amounts; totalLabel?: string };

function Sum({ label, amount, currency, strong = false }: SumProps) {
  const weight = strong ? "font-semibold" : "font-normal";
  return (
    <TableRow>
      <th scope="row" colSpan={2} className={cn("h-9 border-line border-t px-3 text-right", weight)}>
        {label}
      </th>
      <TableCell numeric className={cn("h-9 border-t border-b-0", weight)}>
        {formatMoney(amount, currency)}
      </TableCell>
    </TableRow>
  );
}

/** On narrow screens the amounts matter more than the quantity; screen readers still read it. */
const SPARED = "@max-md:p-0 @max-md:text-[0px]";

type SumProps = { label: string; amount: number; currency: string; strong?: boolean };

/** Lines without tax, then the tax, then the total: each amount with its currency. */
export function LineTable({ label, lines, amounts, totalLabel = "Total" }: LineTableProps) {
  const { currency, subtotal, tax, total, amountDue } = amounts;
  // Two lines may be identical; their position tells them apart.
  const placed = lines.map((line, index) => ({ line, place: `line ${index}` }));
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          <TableHeader>For</TableHeader>
          <TableHeader numeric className={SPARED}>
            Quantity
          </TableHeader>
          <TableHeader numeric>Amount without tax</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {placed.map(({ place, line: { description, quantity, amount, proration } }) => (
          <TableRow key={place}>
            <TableCell className="min-w-28 whitespace-normal py-1.5">
              {description} {proration ? <Tag>prorated</Tag> : null}
            </TableCell>
            <TableCell numeric className={SPARED}>
              {formatCount(quantity)}
            </TableCell>
            <TableCell numeric>{formatMoney(amount, currency)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
      <tbody>
        <Sum label="Without tax" amount={subtotal} currency={currency} />
        <Sum label="Tax" amount={tax} currency={currency} />
        <Sum label={totalLabel} amount={total} currency={currency} strong />
        {amountDue === undefined || amountDue === total ? null : (
          <Sum label="Due after balance" amount={amountDue} currency={currency} strong />
        )}
      </tbody>
    </Table>
  );
}
