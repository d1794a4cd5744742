// Tìm thủ tục: the catalogue as one types, and the way to one procedure.
import { messages as vietnamese } from "./messages.js";
import { ask, back, el, find, outcome, said, show, t, tags, told, waiting } from "./page.js";

const PAUSE = 300;
const PAGE = 15;
const q = find("q"), result = find("search-result"), count = find("search-count"), detail = find("detail");
let timer, latest = 0, listed = null, shown = PAGE, open = null;

export function startProcedures() {
  q.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  };
  find("search-form").onsubmit = (event) => {
    event.preventDefault();
    search(true);
  };
  find("chips").onclick = (event) => {
    const key = event.target.dataset.t;
    if (event.target.type !== "button") return;
    q.value = key === "often.all" ? "" : vietnamese[key];
    search(true);
  };
  document.addEventListener("language", () => listed && list());
}


async function search(all) {
  clearTimeout(timer);
  const asked = ++latest, words = q.value.trim();
  listed = null;
  count.textContent = "";
  if (!words && all !== true) return show(result);
  if (!result.firstChild) show(result, waiting());
  const answer = await outcome(ask("/procedures", words ? { q: words } : null));
  if (asked !== latest) return;
  if (answer.trouble) return show(result, told(answer.trouble, () => search(true)));
  listed = answer.found;
  shown = PAGE;
  list();
}

function list() {
  const lines = listed.procedures;
  count.textContent = lines.length ? t("search.count", { count: listed.count }) : t("search.none");
  show(result, lines.length > 0 && el("ul", { class: "found" }, ...lines.slice(0, shown).map(line)));
  const left = lines.length - shown;
  if (left <= 0) return;
  const more = el("button", { type: "button", class: "plain" }, t("search.more", { count: left }));
  more.onclick = () => {
    const first = shown;
    shown = lines.length;
    list();
    result.querySelectorAll("a")[first].focus();
  };
  result.append(more);
}

const line = (one) => el("li", null,
  el("a", { href: "#procedure/" + encodeURIComponent(one.code) }, said(one.name)),
  tags(one.field, one.levels, one.online));


export function isOpen() {
  return open !== null;
}

// Leaves the procedure; back in the list, at the line it was opened from.
export function closeProcedure(toList) {
  const address = "#procedure/" + encodeURIComponent(open);
  const link = [...result.querySelectorAll("a")].find((one) => one.hash === address);
  open = null;
  if (!toList || !link) return false;
  link.focus();
  return true;
}

// What shows a procedure is fetched with the first one that somebody opens.
export async function openProcedure(code) {
  open = code;
  show(detail, waiting());
  const [shower, answer] = await Promise.all([
    outcome(import("./procedure.js")),
    outcome(ask("/procedures/" + encodeURIComponent(code))),
  ]);
  if (open !== code) return;
  if (answer.trouble) {
    show(detail, back(), told(answer.trouble, () => openProcedure(code)));
    return detail.focus();
  }
  if (shower.trouble) return show(detail, back(), told({ kind: "network" }, () => location.reload()));
  shower.found.showProcedure(detail, answer.found);
}
