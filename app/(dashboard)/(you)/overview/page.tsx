export { default, generateMetadata } from "@/app/(dashboard)/_sections/overview/page";
