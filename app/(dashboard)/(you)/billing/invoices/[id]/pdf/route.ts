export { GET } from "@/app/(dashboard)/_sections/billing/invoices/[id]/pdf/route";
