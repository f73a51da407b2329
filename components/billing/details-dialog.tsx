"use client";

import { detailsOf, TAX_ID_KINDS } from "@/components/billing/details-values";
import { DialogForm } from "@/components/feedback/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { changeBillingDetailsAction } from "@/lib/billing/page/actions";
import type { BillingDetails } from "@/lib/billing/page/types";

type DetailsDialogProps = {
  handle: string;
  details: BillingDetails;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Name, address, tax id, purchase order and contacts; the provider checks the tax id. */
export function DetailsDialog({ handle, details, open, onOpenChange }: DetailsDialogProps) {
  const { address, taxIds } = details;
  const [taxId] = taxIds;
  return (
    <DialogForm
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title="Billing details"
      description="Final invoices do not change."
      submitLabel="Save details"
      submit={(form) => changeBillingDetailsAction(handle, detailsOf(form, taxIds))}
      onDone={() => toast.success("Billing details saved", { description: "They appear on the next invoice." })}
    >
      {(fields) => (
        <>
          <Field label="Name" error={fields.name}>
            <Input name="name" defaultValue={details.name} autoComplete="organization" maxLength={120} required />
          </Field>
          <Field label="E-mail for invoices" error={fields.email}>
            <Input name="email" type="email" defaultValue={details.email} maxLength={254} required />
          </Field>
          <Field label="Address" optional error={fields["address.line1"]}>
            <Input name="line1" defaultValue={address?.line1} autoComplete="address-line1" maxLength={200} />
          </Field>
          <Field label="Address line 2" optional error={fields["address.line2"]}>
            <Input name="line2" defaultValue={address?.line2} autoComplete="address-line2" maxLength={200} />
          </Field>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Postal code" optional error={fields["address.postalCode"]}>
              <Input name="postalCode" defaultValue={address?.postalCode} autoComplete="postal-code" maxLength={20} />
            </Field>
            <Field label="City" optional error={fields["address.city"]}>
              <Input name="city" defaultValue={address?.city} autoComplete="address-level2" maxLength={100} />
            </Field>
            <Field label="State or region" optional error={fields["address.state"]}>
              <Input name="state" defaultValue={address?.state} autoComplete="address-level1" maxLength={100} />
            </Field>
            <Field
              label="Country"
              optional
              error={fields["address.country"]}
              description="Two letters, for example DE. It decides the tax."
            >
              <Input name="country" defaultValue={address?.country} autoComplete="country" maxLength={2} />
            </Field>
            <Field label="Tax id type" error={fields["taxIds.0.type"]}>
              <Select name="taxIdType" defaultValue={taxId?.type ?? "eu_vat"} options={TAX_ID_KINDS} />
            </Field>
            <Field label="Tax id" optional error={fields["taxIds.0.value"] ?? fields.taxIds}>
              <Input name="taxId" defaultValue={taxId?.value} maxLength={30} />
            </Field>
          </div>
          <Field label="Purchase order" optional error={fields.purchaseOrder}>
            <Input name="purchaseOrder" defaultValue={details.purchaseOrder} maxLength={60} />
          </Field>
          <Field
            label="Also send invoices and notices to"
            optional
            error={fields.contacts ?? fields["contacts.0"]}
            description="Up to ten addresses, separated by commas."
          >
            <Input name="contacts" defaultValue={details.contacts.join(", ")} maxLength={2_600} />
          </Field>
        </>
      )}
    </DialogForm>
  );
}
