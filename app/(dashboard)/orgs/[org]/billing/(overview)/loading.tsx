export { default } from "@/app/(dashboard)/_sections/billing/(overview)/loading";
