/** How many request IDs share their random beginning. */
const IDS_PER_BEGINNING = 4096;

/**
 * Makes a function that answers another UUID at every call. Request IDs have to differ, and nobody has to be unable to
 * guess them: they begin at random and end with a number, because a new random UUID for every request takes a tenth of
 * the time that a request takes.
 */
export function requestIds(): () => string {
  let beginning = "";
  let count = IDS_PER_BEGINNING;
  return () => {
    if (count === IDS_PER_BEGINNING) {
      // Only now: some hosts give no random numbers before the first request.
      beginning = crypto.randomUUID().slice(0, -3);
      count = 0;
    }
    const end = count.toString(16).padStart(3, "0");
    count += 1;
    return `${beginning}${end}`;
  };
}
