export { GET } from "@/app/(dashboard)/_sections/billing/invoices/[id]/csv/route";
