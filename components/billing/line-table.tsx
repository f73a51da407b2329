import { formatCount } from "@/components/ui/number-format";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { formatMoney } from "@/lib/money";

type Line = { description: string; quantity: number; amount: number; proration: boolean };
type Amounts = { currency: string; subtotal: number; tax: number; total: number; amountDue?: number };

type LineTableProps = { label: string; lines: readonly Line[]; amounts: Amounts; totalLabel?: string };

function Sum({
  label,
  amount,
  currency,
  strong,
}: {
  label: string;
  amount: number;
  currency: string;
  strong: boolean;
}) {
  return (
    <TableRow className={strong ? "font-semibold" : undefined}>
      <th scope="row" colSpan={2} className="h-9 border-line border-b px-3 text-right font-[inherit]">
        {label}
      </th>
      <TableCell numeric className="h-9">
        {formatMoney(amount, currency)}
      </TableCell>
    </TableRow>
  );
}

/** Lines without tax, then tax on its own, then the total: each amount with its currency. */
export function LineTable({ label, lines, amounts, totalLabel = "Total" }: LineTableProps) {
  const { currency, subtotal, tax, total, amountDue } = amounts;
  // Two lines may say the same; their place tells them apart.
  const placed = lines.map((line, index) => ({ line, place: `line ${index}` }));
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          <TableHeader>For</TableHeader>
          <TableHeader numeric>Quantity</TableHeader>
          <TableHeader numeric>Amount without tax</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {placed.map(({ place, line: { description, quantity, amount, proration } }) => (
          <TableRow key={place}>
            <TableCell className="min-w-52 whitespace-normal py-1.5">
              {description} {proration ? <Tag>prorated</Tag> : null}
            </TableCell>
            <TableCell numeric>{formatCount(quantity)}</TableCell>
            <TableCell numeric>{formatMoney(amount, currency)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableBody>
        <Sum label="Without tax" amount={subtotal} currency={currency} strong={false} />
        <Sum label="Tax" amount={tax} currency={currency} strong={false} />
        <Sum label={totalLabel} amount={total} currency={currency} strong />
        {amountDue === undefined || amountDue === total ? null : (
          <Sum label="Due after balance" amount={amountDue} currency={currency} strong />
        )}
      </TableBody>
    </Table>
  );
}
