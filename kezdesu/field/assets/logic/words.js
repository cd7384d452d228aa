// The page's words come from the server's catalogues; nothing here speaks a language of its own.
let words = {};
let language = "kk";

export function learn(all, code) {
  words = all;
  language = code;
}

export function say(key, values = {}) {
  return fill(entry(key), values);
}

// A counted sentence: the server gives it as for 1, 2 and 5; Russian tells all three apart.
export function count(key, number, values = {}) {
  return fill(entry(key)[form(number)], { count: number, ...values });
}

export function form(number) {
  if (language !== "ru") return number === 1 ? 0 : 2;
  const [last, two] = [number % 10, number % 100];
  if (last === 1 && two !== 11) return 0;
  return last >= 2 && last <= 4 && (two < 12 || two > 14) ? 1 : 2;
}

function entry(key) {
  if (!(key in words)) throw new Error(`no words for ${key}`);
  return words[key];
}

function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)[sd]/g, (_all, name) => values[name]);
}
