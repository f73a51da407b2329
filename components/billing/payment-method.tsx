import { BillingControl, type BillingReader } from "@/components/billing/billing-control";
import { DetailsControl } from "@/components/billing/details-control";
import { PortalButton } from "@/components/billing/portal-button";
import { CardSection } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import type { BillingDetails, BillingStatus } from "@/lib/billing/page/types";

type PaymentMethodProps = { status: BillingStatus; reader: BillingReader };

function brandName(brand: string): string {
  return brand === "amex" ? "American Express" : `${brand.charAt(0).toUpperCase()}${brand.slice(1)}`;
}

function Card({ card }: { card: BillingStatus["card"] }) {
  if (card === null) return <p className="text-ink-2">No card on file.</p>;
  const month = `${String(card.expMonth).padStart(2, "0")}/${card.expYear}`;
  return (
    <p>
      {brandName(card.brand)} ending in <b className="font-semibold">{card.last4}</b>{" "}
      <span className="text-ink-3">good until {month}</span>
    </p>
  );
}

function addressLines({ address }: BillingDetails): string {
  if (address === null) return "";
  const { line1, line2, postalCode, city, state, country } = address;
  return [line1, line2, `${postalCode} ${city}`.trim(), state, country].filter((part) => part !== "").join(", ");
}

const NONE = <span className="text-ink-3">not given</span>;

function Details({ details }: { details: BillingDetails }) {
  const { name, email, taxIds, purchaseOrder, contacts } = details;
  return (
    <DescriptionList
      facts={[
        { term: "Name", value: name || NONE },
        { term: "E-mail", value: email || NONE },
        { term: "Address", value: addressLines(details) || NONE },
        { term: "Tax id", value: taxIds.map(({ value }) => value).join(", ") || NONE },
        { term: "Purchase order", value: purchaseOrder || NONE },
        { term: "Also sent to", value: contacts.join(", ") || <span className="text-ink-3">nobody else</span> },
      ]}
    />
  );
}

/** The card for renewals, and the details on invoices. Card numbers stay with the provider. */
export function PaymentMethod({ status, reader }: PaymentMethodProps) {
  const { account, card, details, provider } = status;
  const control = { reader, provider: provider.state, size: "sm" } as const;
  const update = card ? "Update card" : "Add card";
  return (
    <div className="grid items-stretch gap-3.5 lg:grid-cols-2">
      <CardSection
        title="Payment method"
        description={
          status.subscription?.collection === "send_invoice"
            ? "You pay invoices by their due date. You need no card."
            : "Renewals are charged to this card."
        }
        actions={
          <>
            {details ? (
              <BillingControl {...control} label="Open payment portal">
                <PortalButton handle={account.handle} label="Open payment portal" flow={null} size="sm" />
              </BillingControl>
            ) : null}
            <BillingControl {...control} label={update}>
              <PortalButton handle={account.handle} label={update} flow="payment_method_update" size="sm" />
            </BillingControl>
          </>
        }
        footer="The payment provider stores the card number. We keep only the brand, the last four digits and the expiry."
      >
        <Card card={card} />
      </CardSection>
      <CardSection
        title="Billing details"
        description="Details on your invoices, and who receives them besides owners and the billing role."
        actions={
          details ? (
            <BillingControl {...control} label="Change details">
              <DetailsControl handle={account.handle} details={details} />
            </BillingControl>
          ) : null
        }
      >
        {details ? (
          <Details details={details} />
        ) : (
          <p className="text-ink-2">You enter them with your first purchase.</p>
        )}
      </CardSection>
    </div>
  );
}
