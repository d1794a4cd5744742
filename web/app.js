// The first page: which part is seen, in which language.
import { ask, chosenLanguage, find, inVietnamese, learn, outcome, speak, t } from "./page.js";
import { startLookup } from "./lookup.js";
import { closeProcedure, isOpen, openProcedure, startProcedures } from "./procedures.js";
import { startDue } from "./due.js";
import { startToday } from "./today.js";

const PROCEDURE = /^#procedure\/([^/]+)$/;

function route() {
  const wanted = PROCEDURE.exec(location.hash);
  find("home").hidden = Boolean(wanted);
  find("detail").hidden = !wanted;
  if (wanted) {
    scrollTo(0, 0);
    return openProcedure(safe(wanted[1]));
  }
  entitle();
  if (!isOpen()) return;
  const part = find(location.hash.slice(1));
  if (closeProcedure(!part || part.id === "procedures") || !part) return;
  part.tabIndex = -1;
  part.focus();
}

function entitle() {
  if (!find("home").hidden) document.title = t("page");
}

function safe(text) {
  try { return decodeURIComponent(text); } catch (malformed) { return text; }
}

async function greet() {
  // The shortest list that names the province.
  const answer = await outcome(ask("/agencies", { level: "district" }));
  if (answer.found) learn(answer.found.province);
}

find("late").remove();
find("language").hidden = false;
find("language").onclick = () => outcome(speak(inVietnamese() ? "en" : "vi"));
document.querySelector(".skip").onclick = (event) => {
  event.preventDefault();
  find("main").focus();
};
if (chosenLanguage() === "en") outcome(speak("en"));
startLookup();
startProcedures();
startDue();
startToday();
addEventListener("hashchange", route);
document.addEventListener("language", entitle);
route();
greet();
