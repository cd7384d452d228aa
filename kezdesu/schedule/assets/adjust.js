// A draft is adjusted by hand: a visit is picked up by mouse, finger or keyboard and dropped on a day and
// crew of the page. Without this script the visit's form does the same.
import { listenToKeys } from "./adjusting/keys.js";
import { showHandles } from "./adjusting/page.js";
import { listenToPointer } from "./adjusting/pointer.js";

listenToPointer(document);
listenToKeys(document);
showHandles(document);
document.addEventListener("htmx:afterSwap", () => showHandles(document));
