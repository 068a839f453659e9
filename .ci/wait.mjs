// Conditions are waited for, never times.

/** What `find` gives as soon as it gives something; throws after `most` milliseconds. */
export async function until(what, find, most = 15_000) {
  const end = Date.now() + most;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${most} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
