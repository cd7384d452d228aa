// Whether this phone will keep what is typed: asked once, said to the user when the answer is no.
export async function askToPersist() {
  try {
    if (await navigator.storage?.persisted?.()) return true;
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}

export async function room() {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return { usage, free: quota - usage };
  } catch {
    return null;
  }
}

// "full" when there is no room left, else "refused": a private window, a blocked site.
export function troubleOf(error) {
  return error?.name === "QuotaExceededError" ? "full" : "refused";
}
