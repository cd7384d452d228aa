// Beside the large button: whether every word is on the phone, and the way to throw a draft away.
import { say } from "../logic/words.js";
import { discard } from "../store/records.js";
import { button, el, icon } from "./element.js";

const SIGNS = {
  none: "check",
  kept: "check",
  lost: "warning",
  full: "warning",
  refused: "warning",
};

export function keptLine(sheet) {
  const line = el("p", { class: "kept-line", role: "status" });
  const draw = () => {
    if (line.dataset.status === sheet.status) return;
    line.dataset.status = sheet.status;
    if (sheet.status === "keeping") return; // a moment later it is kept: the words need not blink
    const words =
      { none: "kept_as_typed", kept: "kept_on_phone", lost: "changed_elsewhere" }[sheet.status] ||
      `trouble_${sheet.status}`;
    line.replaceChildren(icon(SIGNS[sheet.status]), say(words));
  };
  sheet.addEventListener("status", draw);
  draw();
  return line;
}

// Only what was never sent can be thrown away; asked twice, since nothing brings it back.
export function discardLink(sheet) {
  const row = el("p", { class: "discard" });
  const first = button(say("discard_draft"), () => row.replaceChildren(really, stay), {
    kind: "quiet",
    sign: "delete",
  });
  const really = button(say("discard_really"), () => drop(sheet), { kind: "danger" });
  const stay = button(say("discard_not"), () => row.replaceChildren(first), { kind: "quiet" });
  row.append(first);
  const draw = () => {
    const { record } = sheet;
    row.hidden = record.attempted || Boolean(record.kept_version) || record.edit === 0;
  };
  sheet.addEventListener("status", draw);
  draw();
  return row;
}

async function drop(sheet) {
  await sheet.keeping;
  await discard(sheet.record.id);
  location.hash = "";
}
