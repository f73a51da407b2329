export { GET } from "@/app/(dashboard)/_sections/billing/invoices/csv/route";
