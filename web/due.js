// Tính ngày hẹn trả: a due time and the arithmetic behind it.
import { ask, el, find, inVietnamese, moment, outcome, said, show, t, told, waiting } from "./page.js";

const BREAKS = ["night", "midday"];
const form = find("due-form"), result = find("due-result"), why = find("due-why"), agency = find("agency");
let counted = null, latest = 0;

export function startDue() {
  // The clock of the province, whatever the clock of the device is set to show.
  find("received").value = new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 16);
  form.onsubmit = (event) => {
    event.preventDefault();
    count();
  };
  document.addEventListener("language", () => counted && render());
  if (!window.IntersectionObserver) return fill();
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    fill();
  }, { rootMargin: "300px" });
  watch.observe(form);
}

export function countDays(days) {
  find("days").value = days;
  counted = null;
  show(result);
  show(why);
}

// The offices are many: fetched only when somebody comes near the form.
async function fill() {
  const answer = await outcome(ask("/agencies", { receives: true }));
  if (answer.trouble) return;
  agency.append(...answer.found.agencies.map((one) => el("option", { value: one.identifier, lang: "vi" }, one.name)));
}

async function count() {
  const asked = ++latest;
  const query = { received: find("received").value, working_days: find("days").value };
  if (agency.value) query.agency = agency.value;
  show(why);
  show(result, waiting());
  const answer = await outcome(ask("/deadlines", query));
  if (asked !== latest) return;
  counted = null;
  if (answer.trouble) return show(result, told(answer.trouble, count));
  counted = answer.found;
  render();
}

function render() {
  const lines = counted.explanation.filter((line) => !BREAKS.includes(line.kind));
  const breaks = counted.explanation.filter((line) => BREAKS.includes(line.kind));
  show(result, el("p", { class: "answer" }, t("due.due"), " ", el("b", null, moment(counted.due))));
  show(why, el("h3", null, t("due.why")), explained(lines), breaks.length > 0 && el("details", null,
    el("summary", null, t("due.breaks", { count: breaks.length })), explained(breaks)));
}

const explained = (lines) => el("ul", { class: "why" }, ...lines.map((line) => el("li", { class: line.kind },
  inVietnamese() ? line.vi : line.en,
  line.article && el("p", { class: "hint" }, said(line.article)))));
