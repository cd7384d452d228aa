let login = "";

export function signInAt(address) {
  login = address;
}

// Back to the very screen one left.
export function signInAddress() {
  const visit = /^#(visit=[\w&=-]+)/.exec(location.hash)?.[1];
  const next = location.pathname + (visit ? `?${visit}` : "");
  return `${login}?next=${encodeURIComponent(next)}`;
}
