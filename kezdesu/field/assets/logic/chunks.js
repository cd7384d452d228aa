// A photo travels in pieces; after a break the server says how much it has and we go on from there.
export const PIECE = 256 * 1024;

export function piece(received, total) {
  const start = Math.min(received, total);
  return { start, end: Math.min(start + PIECE, total) };
}

export function contentRange({ start, end }, total) {
  return `bytes ${start}-${end - 1}/${total}`;
}

// Scaled so that the longer side is at most `longest`; never enlarged.
export function scaled(width, height, longest = 1600) {
  const factor = Math.min(1, longest / Math.max(width, height));
  return { width: Math.round(width * factor), height: Math.round(height * factor) };
}
