export { default } from "@/app/(dashboard)/_sections/billing/(steps)/loading";
