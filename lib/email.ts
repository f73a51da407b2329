import { z } from "zod";

const LONGEST = 254;

/**
 * An e-mail address as it is stored and compared: trimmed and in lower case. Takes what `<input type=email>` takes
 * (HTML, "valid e-mail address"), so a browser and the server never disagree.
 */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(LONGEST, `An e-mail address has at most ${LONGEST} characters.`)
  .pipe(
    z.email({
      pattern: z.regexes.html5Email,
      error: "This is not an e-mail address. Write it like name@example.com.",
    }),
  );
