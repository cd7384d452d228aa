// Days are "2026-11-26" and clocks "10:30", both of the office's zone. Browsers know no Kazakh
// months and old phones an old offset of Kazakhstan, so both come from the server.
const DAY = 86_400_000;
let table = { months: [], weekdays: [], dated: "{day}" };

export function learnDays(given) {
  table = given;
}

export function dayOf(iso) {
  return iso.slice(0, 10);
}

export function clockOf(iso) {
  return iso.slice(11, 16);
}

// "+05:00" of "2026-11-26T10:00:00+05:00", in minutes.
export function offsetOf(iso) {
  const found = /([+-])(\d\d):(\d\d)$/.exec(iso);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}

// The offset that held nearest to `day`, read from moments that the server wrote: zones change.
export function offsetNear(moments, day) {
  const far = (iso) => Math.abs(Date.parse(dayOf(iso)) - Date.parse(dayOf(day)));
  const nearest = moments.reduce(
    (best, each) => (best && far(best) <= far(each) ? best : each),
    "",
  );
  return /([+-]\d\d:\d\d)$/.exec(nearest)?.[1] || "+00:00";
}

// What the office's calendar and clock show at a moment.
export function localMoment(milliseconds, offset) {
  const iso = new Date(milliseconds + offset * 60_000).toISOString();
  return { day: dayOf(iso), clock: clockOf(iso) };
}

export function plusDays(day, number) {
  return dayOf(new Date(Date.parse(day) + number * DAY).toISOString());
}

export function daysBetween(first, last) {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY);
}

export function dayWords(day, thisYear = presentYear()) {
  return `${dayAndMonth(day, thisYear)}, ${table.weekdays[(new Date(day).getUTCDay() + 6) % 7]}`;
}

// With its year where that is not the present one.
export function dayAndMonth(day, thisYear = presentYear()) {
  const [year, month, number] = day.split("-").map(Number);
  const words = `${number} ${table.months[month - 1]}`;
  return year === thisYear
    ? words
    : table.dated.replace("{year}", year).replace("{day}", words);
}

function presentYear() {
  return new Date().getFullYear();
}

// "1030", "10.30" and "9:5" are clocks that people type; null when it is none.
export function readClock(typed) {
  const text = typed.trim();
  const found = /^(\d{1,2})[:.\s-](\d{1,2})$/.exec(text) || /^(\d{1,2})(\d\d)$/.exec(text);
  const [hour, minute] = found ? [Number(found[1]), Number(found[2])] : [Number(text || NaN), 0];
  if (!Number.isInteger(hour) || hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
