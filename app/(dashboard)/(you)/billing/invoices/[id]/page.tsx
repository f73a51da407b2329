export { default, generateMetadata } from "@/app/(dashboard)/_sections/billing/invoices/[id]/page";
