export { default, generateMetadata } from "@/app/(dashboard)/_sections/billing/change/[kind]/page";
