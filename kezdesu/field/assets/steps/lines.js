// Lists that grow line by line: organisations that took part, questions that were asked.
import { held } from "../screens/held.js";
import { newIdentity } from "../logic/identity.js";
import { say } from "../logic/words.js";
import { button, el, icon } from "../screens/element.js";
import { field, step } from "./step.js";
import { dueSelect } from "./when.js";

export function organisations(sheet) {
  const list = el("ul", { class: "lines" });
  const write = () =>
    sheet.change(
      "organisations",
      [...list.querySelectorAll("input")].map((each) => each.value),
    );
  const add = (value = "") => {
    const input = el("input", {
      value,
      maxLength: 200,
      autocomplete: "off",
      "aria-label": say("organisation"),
      oninput: write,
    });
    const line = el(
      "li",
      { class: "line" },
      input,
      removal(() => (line.remove(), write())),
    );
    list.append(line);
    return input;
  };
  sheet.fields.organisations.forEach((each) => add(each));
  const more = button(say("add_organisation"), () => add().focus(), { kind: "quiet", sign: "add" });
  const content = el("div", {}, list, more);
  return step(sheet, "organisations", content, {
    isFilled: (fields) => fields.organisations.some((each) => each.trim()),
  });
}

export function questions(sheet) {
  const list = el("ul", { class: "lines" });
  const add = (question) => {
    const drop = () => {
      sheet.change(
        "questions",
        sheet.fields.questions.filter((each) => each !== question),
      );
      line.remove();
    };
    const line = el(
      "li",
      { class: "question" },
      questionFields(sheet, question),
      button(say("remove_question"), drop, { kind: "quiet", sign: "delete" }),
    );
    list.append(line);
    return line;
  };
  sheet.fields.questions.forEach(add);
  const begin = () => {
    const question = { id: newIdentity(), text: "", topic: "", owner: "", due_on: "" };
    sheet.change("questions", [...sheet.fields.questions, question]);
    add(question).querySelector("textarea").focus();
  };
  const content = el(
    "div",
    {},
    list,
    button(say("add_question"), begin, { kind: "quiet", sign: "add" }),
  );
  return step(sheet, "questions", content, {
    isFilled: (fields) => fields.questions.some(({ text }) => text.trim()),
    hint: say("questions_hint"),
  });
}

function questionFields(sheet, question) {
  const change = (name, value) => sheet.edit(() => (question[name] = value));
  const control = (tag, name, more = {}) =>
    el(tag, {
      value: question[name],
      id: `${name}-${question.id}`,
      oninput: ({ target }) => change(name, target.value),
      ...more,
    });
  return [
    field(
      `question-${question.id}`,
      say("question"),
      control("textarea", "text", { rows: 3, maxLength: 2000 }),
    ),
    held.bundle.topics.length
      ? field(
          `topic-${question.id}`,
          say("topic"),
          topicSelect(question, (value) => change("topic", value)),
        )
      : null,
    field(
      `owner-${question.id}`,
      say("who_answers"),
      control("input", "owner", { maxLength: 300, autocomplete: "off" }),
    ),
    field(
      `due-${question.id}`,
      say("answer_due"),
      dueSelect(question.due_on, (value) => change("due_on", value)),
    ),
  ];
}

function topicSelect(question, onchoose) {
  const options = held.bundle.topics.map((each) =>
    Array.isArray(each) ? each : [each.id, each.name],
  );
  const select = el(
    "select",
    { onchange: ({ target }) => onchoose(target.value) },
    el("option", { value: "" }, say("no_topic")),
    options.map(([value, label]) => el("option", { value: String(value) }, label)),
  );
  select.value = question.topic || "";
  return select;
}

function removal(onclick) {
  return el(
    "button",
    { type: "button", class: "line-remove", "aria-label": say("remove_line"), onclick },
    icon("close"),
  );
}
