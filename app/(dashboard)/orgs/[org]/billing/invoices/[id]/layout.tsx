export { default } from "@/app/(dashboard)/_sections/billing/invoices/[id]/layout";
