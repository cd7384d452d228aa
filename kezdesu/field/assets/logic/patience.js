// How long to wait before the next try: half as long again each time, up to five minutes, and never
// exactly, so that five hundred phones that find the network together do not come back together.
// Slower growth than doubling: a server that was away for seconds is found again within seconds.
const FIRST = 2_000;
const LONGEST = 300_000;
const GROWS = 1.5;

export function pause(failures, chance = Math.random()) {
  const full = Math.min(LONGEST, FIRST * GROWS ** Math.max(0, failures - 1));
  return Math.round(full * (0.5 + chance / 2));
}

// Retry-After holds seconds or a date; what the server asks for is the least we wait.
export function askedPause(header, now = Date.now()) {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(seconds) ? Math.max(0, Math.min(seconds, 3_600_000)) : 0;
}
