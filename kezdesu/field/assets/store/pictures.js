// A photo from the camera becomes a JPEG of about 1600 px, drawn anew: no place, no camera in it.
import { scaled } from "../logic/chunks.js";

const QUALITY = 0.82;

export async function scaledPhoto(file) {
  const picture = await drawable(file);
  const blob = await drawn(picture, 1600, QUALITY);
  const thumb = await drawn(picture, 200, 0.7);
  picture.close?.();
  return { blob, thumb, sha256: await sha256(blob) };
}

async function drawable(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return throughElement(file);
  }
}

// Browsers that cannot turn a file into a bitmap can still show it.
function throughElement(file) {
  const address = URL.createObjectURL(file);
  const picture = new Image();
  return new Promise((resolve, reject) => {
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error("not a picture"));
    picture.src = address;
  }).finally(() => URL.revokeObjectURL(address));
}

function drawn(picture, longest, quality) {
  const [width, height] = [
    picture.naturalWidth || picture.width,
    picture.naturalHeight || picture.height,
  ];
  const canvas = Object.assign(document.createElement("canvas"), scaled(width, height, longest));
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("no room for the picture"))),
      "image/jpeg",
      quality,
    ),
  );
}

async function sha256(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
