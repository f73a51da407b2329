export { default, generateMetadata } from "@/app/(dashboard)/_sections/billing/(steps)/success/page";
