export { default, generateMetadata } from "@/app/(dashboard)/_sections/usage/page";
