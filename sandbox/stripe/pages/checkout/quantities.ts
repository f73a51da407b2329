import type { Fields, Sandbox } from "../../types";
import { typed } from "../html/read";
import { withQuantity } from "./lines";
import type { CheckoutWire, LineItemWire } from "./wires";

/** What the buyer wants of each line: a typed number, one step more or less; never outside what the session allows. */
function wantedQuantity(line: LineItemWire, index: number, input: Fields): number | null {
  const { adjustable_quantity: adjustable, quantity } = line;
  if (!adjustable || quantity === null) return quantity;
  const text = typed(input, `quantity_${index}`);
  const given = /^\d{1,6}$/.test(text) ? Number(text) : quantity;
  const action = typed(input, "action");
  const step = action === `more:${index}` ? 1 : action === `less:${index}` ? -1 : 0;
  return Math.min(adjustable.maximum, Math.max(1, adjustable.minimum, given + step));
}

/** The session with the quantities that the page sent. Nothing is written when they are the same. */
export function adjust(sandbox: Sandbox, session: CheckoutWire, input: Fields): CheckoutWire {
  const list = session.line_items;
  const data = list.data.map((line, index) => {
    const wanted = wantedQuantity(line, index, input);
    return wanted === null || wanted === line.quantity ? line : withQuantity(line, wanted);
  });
  if (data.every((line, index) => line === list.data[index])) return session;
  const trial = session.amount_total === 0 && list.data.some((line) => line.amount_total > 0);
  const total = trial ? 0 : data.reduce((sum, line) => sum + line.amount_total, 0);
  const adjusted = { ...session, line_items: { ...list, data }, amount_subtotal: total, amount_total: total };
  sandbox.store.put(adjusted);
  return adjusted;
}
