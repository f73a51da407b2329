export { default, generateMetadata } from "@/app/(dashboard)/_sections/billing/(overview)/page";
