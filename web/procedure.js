// Một thủ tục: times, fees, papers, steps and the law, each with its article.
import { back, day, el, number, said, show, t, tags } from "./page.js";
import { countDays } from "./due.js";

let seen = null;

document.addEventListener("language", () => seen && seen.place.contains(seen.title) && render());

export function showProcedure(place, opened) {
  seen = { place, opened };
  render();
  seen.title.focus();
}

function render() {
  const { place, opened } = seen;
  const version = opened.version;
  document.title = opened.name;
  show(
    place,
    back(),
    seen.title = el("h1", { tabindex: -1 }, said(opened.name)),
    tags(opened.field, version.levels, version.online.service),
    el("p", { class: "hint" }, t("detail.code", { code: opened.code }), " · ", t("detail.since", { day: day(version.effective_from) })),
    version.online.reason && el("div", { class: "notice" }, el("strong", null, t("detail.partial")), said(version.online.reason), source(version.online)),
    el("div", { class: "columns" },
      part("detail.times", ...version.time_limits.map((one) => limit(one, version.cases))),
      part("detail.fees", ...version.fees.length ? version.fees.map(fee) : [el("p", null, t("fee.none"))]),
      part("detail.papers", ...version.cases.map(papers)),
      part("detail.process", el("ol", { class: "process" }, ...version.process.map(step))),
      part("detail.results", bullets(version.results.map((one) => [said(one.name), one.electronic && " (" + t("electronic") + ")"]))),
      part("detail.who", bullets([
        ...version.applicants.map((one) => [t("applicant." + one)]),
        ...version.channels.map((one) => [t("channel." + one)]),
        ...version.postal ? [[t("return.postal")]] : [],
        ...version.boundary_free ? [[t("return.anywhere")]] : [],
      ])),
      part("detail.competent", places(opened.competent)),
      part("detail.received_at", places(opened.received_at)),
      part("detail.basis", bullets(version.legal_basis.map((one) => [said(one.article ? one.document + ", " + one.article : one.document)])))),
    el("p", null, el("a", { href: "/api/procedures/" + encodeURIComponent(opened.code) }, t("detail.json"))),
  );
}

const part = (key, ...children) => el("section", { class: "card" }, el("h2", null, t(key)), ...children);

const bullets = (rows) => el("ul", null, ...rows.map((row) => el("li", null, ...row)));

function places(found) {
  const list = bullets(found.map((one) => [said(one.name)]));
  return found.length > 3 ? el("details", null, el("summary", null, t("detail.places", { count: found.length })), list) : list;
}

const source = (one) => one.article && el("p", { class: "hint" }, said(one.article));

function limit(one, cases) {
  const own = cases.filter((each) => one.cases.includes(each.key)).map((each) => each.name);
  const made = el("div", { class: "item" },
    el("p", null, el("b", { class: "big" }, t("unit." + one.unit, { value: one.value })), " ", el("span", null, t("channel." + one.channel))),
    own.length > 0 && el("p", null, said(own.join("; "))),
    one.note && el("p", null, said(one.note)), source(one));
  if (one.unit === "working_days") {
    const link = el("a", { href: "#due" }, t("detail.due"));
    link.onclick = () => countDays(one.value);
    made.append(link);
  }
  return made;
}

const fee = (one) => el("div", { class: "item" },
  el("p", null, el("b", { class: "big" }, t("fee.per", { amount: number(one.amount) + " ₫", per: one.per })), " ", el("span", null, t("channel." + one.channel))),
  el("p", null, said(one.name)),
  one.when && el("p", null, said(one.when.title)),
  one.exemption && el("p", null, said(t("fee.exemption", { text: one.exemption }))),
  one.note && el("p", null, said(one.note)), source(one));

function papers(one, at, all) {
  const list = one.papers.length ? el("ul", { class: "papers" }, ...one.papers.map(paper)) : el("p", null, t("paper.none"));
  if (all.length === 1) return el("div", null, el("h3", null, said(one.name)), list);
  const made = el("details", null, el("summary", null, said(one.name)), list);
  made.open = at === 0;
  return made;
}

const paper = (one) => el("li", null,
  el("div", null, said(one.name), one.note && el("p", { class: "hint" }, said(one.note)), source(one)),
  el("p", { class: "tags" },
    one.originals > 0 && el("span", null, t("paper.originals", { count: one.originals })),
    one.copies > 0 && el("span", null, t("paper.copies", { count: one.copies })),
    el("span", { class: one.required ? "tag" : "" }, t(one.required ? "paper.required" : "paper.optional")),
    one.e_form && el("span", null, t("paper.e_form"))));

const step = (one) => el("li", null,
  el("b", null, said(one.title)),
  el("p", { class: "hint" }, t("role." + one.role), " · ", said(one.division), " · ", t("unit.working_hours", { value: number(one.hours) })));
