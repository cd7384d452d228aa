// A record under somebody's hands: what is typed is on the phone at once, and everyone is told.
import { held } from "./held.js";
import { opened } from "../logic/record.js";
import { keepTyped } from "../store/records.js";
import { troubleOf } from "../store/room.js";

export class Sheet extends EventTarget {
  constructor(record) {
    super();
    this.record = record.state === "draft" ? record : { ...record, fields: { ...record.fields } };
    this.photoCount = 0;
    this.status = "none"; // none | keeping | kept | lost | full | refused
    this.isDirty = false;
    this.keeping = null;
  }

  get fields() {
    return this.record.fields;
  }

  change(name, value) {
    this.edit(() => (this.record.fields[name] = value));
  }

  // The first change takes a record out of the queue, and makes of a sent one its next version.
  edit(act) {
    if (this.record.state !== "draft") this.record = opened(this.record);
    act();
    this.keep();
    this.dispatchEvent(new Event("change"));
  }

  keep() {
    this.isDirty = true;
    if (this.status !== "lost") this.#become("keeping");
    this.keeping ||= this.#keepAll().finally(() => (this.keeping = null));
    return this.keeping;
  }

  // Writes until nothing is newer than what is written; keystrokes meanwhile go into the next write.
  async #keepAll() {
    try {
      while (this.isDirty) {
        this.isDirty = false;
        const kept = await keepTyped(this.record);
        if (!kept) return this.#become("lost");
        const { edit, version, kept_version } = kept;
        Object.assign(this.record, { edit, version, kept_version });
      }
      this.#become("kept");
    } catch (error) {
      held.trouble = troubleOf(error);
      this.#become(held.trouble);
    }
  }

  #become(status) {
    this.status = status;
    if (status === "kept") held.trouble = "";
    this.dispatchEvent(new Event("status"));
  }
}
