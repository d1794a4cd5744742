// Thống kê hôm nay: how many dossiers came into each status.
import { ask, day, el, find, outcome, show, t, told, waiting } from "./page.js";

const place = find("today-result");
let counts = null;

export async function startToday() {
  show(place, waiting());
  const answer = await outcome(ask("/statistics"));
  if (answer.trouble) return show(place, told(answer.trouble, startToday));
  counts = answer.found;
  render();
}

document.addEventListener("language", () => counts && render());

function render() {
  const sums = new Map();
  for (const one of counts.counts) sums.set(one.status, (sums.get(one.status) || 0) + one.dossiers);
  const most = Math.max(1, ...sums.values());
  const row = ([number, dossiers]) => {
    const bar = el("i");
    bar.style.width = 100 * dossiers / most + "%";
    return el("tr", null, el("th", { scope: "row" }, t("status." + number), bar), el("td", null, dossiers));
  };
  show(place, !sums.size && el("p", null, t("today.none")), sums.size > 0 && el("table", null,
    el("caption", null, t("today.caption", { day: day(counts.first) })),
    el("thead", null, el("tr", null, el("th", { scope: "col" }, t("today.status")), el("th", { scope: "col" }, t("today.dossiers")))),
    el("tbody", null, ...[...sums].sort((one, other) => one[0] - other[0]).map(row))));
}
