/** How the product names the people who operate an installation, inside a sentence. */
export const REGISTRY_ADMINISTRATOR = "your registry administrator";
