const EU_VAT =
  "ATU\\d{8}|BE[01]\\d{9}|BG\\d{9,10}|CY\\d{8}[A-Z]|CZ\\d{8,10}|DE\\d{9}|DK\\d{8}|EE\\d{9}|EL\\d{9}|ES[A-Z0-9]\\d{7}[A-Z0-9]|" +
  "FI\\d{8}|FR[A-Z0-9]{2}\\d{9}|HR\\d{11}|HU\\d{8}|IE\\d[A-Z0-9+*]\\d{5}[A-Z]{1,2}|IT\\d{11}|LT(\\d{9}|\\d{12})|LU\\d{8}|" +
  "LV\\d{11}|MT\\d{8}|NL\\d{9}B\\d{2}|PL\\d{10}|PT\\d{9}|RO\\d{2,10}|SE\\d{12}|SI\\d{8}|SK\\d{10}|XI\\d{9}";

/** How a number of each type is written; https://docs.stripe.com/billing/customer/tax-ids. Types that are not here take any. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  eu_vat: new RegExp(`^(${EU_VAT})$`),
  gb_vat: /^(XI|GB)(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(MWST|TVA|IVA)$/,
  ch_uid: /^CHE-?\d{3}\.?\d{3}\.?\d{3}( ?HR)?$/,
  no_vat: /^\d{9}MVA$/,
  us_ein: /^\d{2}-?\d{7}$/,
  ca_bn: /^\d{9}$/,
  ca_gst_hst: /^\d{9}RT\d{4}$/,
  ca_qst: /^\d{10}TQ\d{4}$/,
  au_abn: /^\d{11}$/,
  nz_gst: /^\d{8,9}$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]$/,
  sg_gst: /^(M\d{8}[A-Z]|\d{9}[A-Z]|\d{10}[A-Z])$/,
  jp_cn: /^\d{13}$/,
  jp_trn: /^T\d{13}$/,
  br_cnpj: /^\d{2}\.?\d{3}\.?\d{3}\/?\d{4}-?\d{2}$/,
  mx_rfc: /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/,
  za_vat: /^4\d{9}$/,
  kr_brn: /^\d{3}-?\d{2}-?\d{5}$/,
};

/** What the pages offer, with an example of each. */
export const COMMON_TAX_IDS = [
  ["us_ein", "US EIN", "12-3456789"],
  ["eu_vat", "EU VAT", "DE123456789"],
  ["gb_vat", "UK VAT", "GB123456789"],
  ["ch_vat", "Swiss VAT", "CHE-123.456.789 MWST"],
  ["no_vat", "Norwegian VAT", "123456789MVA"],
  ["ca_bn", "Canadian BN", "123456789"],
  ["au_abn", "Australian ABN", "12345678912"],
  ["jp_trn", "Japanese registration number", "T1234567891234"],
] as const;

export function isTaxIdType(type: string): boolean {
  return type in PATTERNS || /^[a-z]{2}_[a-z]{2,5}(_[a-z]{2,3})?$/.test(type);
}

export function isTaxId(type: string, value: string): boolean {
  const pattern = PATTERNS[type] ?? /^[A-Z0-9][A-Z0-9 ./-]{2,39}$/i;
  return pattern.test(value);
}

/** The country that a number names; `eu_vat` names it in its first letters. */
export function countryOf(type: string, value: string): string | null {
  const prefix = type === "eu_vat" ? value.slice(0, 2) : type.slice(0, 2).toUpperCase();
  return prefix === "EL" ? "GR" : prefix;
}
