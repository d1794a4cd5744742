// What every part of the page shares: words, elements, requests, troubles.
import { messages as vietnamese } from "./messages.js";

const KEPT = "language";
const PATIENCE = 30000;
const ZONE = "Asia/Ho_Chi_Minh";
const facts = { identifier: "H01", province: "" };

export const find = (id) => document.getElementById(id);


let english = null;
let words = vietnamese;
export const inVietnamese = () => words === vietnamese;

export function t(key, more) {
  const named = facts.province;
  const province = named ? words.provinceNamed.replace("{name}", named) : words.province;
  const known = Object.assign({}, facts, more, { province });
  return (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => known[name]);
}

export async function speak(language) {
  if (language === "en" && !english) english = await import("./messages.en.js");
  words = language === "en" ? english.messages : vietnamese;
  document.documentElement.lang = language;
  find("language").lang = inVietnamese() ? "en" : "vi";
  try { localStorage.setItem(KEPT, language); } catch (refused) { /* private browsing */ }
  say();
  document.dispatchEvent(new Event("language"));
}

export function chosenLanguage() {
  try { return localStorage.getItem(KEPT); } catch (refused) { return null; }
}

function say() {
  for (const one of document.body.querySelectorAll("[data-t]")) one.textContent = t(one.dataset.t);
  for (const one of document.querySelectorAll("[data-t-label]")) one.setAttribute("aria-label", t(one.dataset.tLabel));
}

export function learn(province) {
  facts.identifier = province.identifier;
  facts.province = province.name.replace(/^(Tỉnh|Thành phố) /, "");
  say();
}

// A Vietnamese text of the API, marked as such on the English page.
export const said = (text) => inVietnamese() ? text : el("span", { lang: "vi" }, text);

// A status by the Vietnamese name that the API gives it.
export const status = (name) => t(Object.keys(vietnamese).find((key) => vietnamese[key] === name) || name);

export const number = (value) => value.toLocaleString(inVietnamese() ? "vi-VN" : "en-GB");

const spoken = (more) => new Intl.DateTimeFormat(inVietnamese() ? "vi-VN" : "en-GB", Object.assign({
  timeZone: ZONE, day: "2-digit", month: inVietnamese() ? "2-digit" : "long", year: "numeric",
}, more));
export const day = (text) => spoken().format(new Date(text));
export const moment = (text) => spoken({ weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(text));

// Elements: text only ever becomes text nodes.

export function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes || {})) made.setAttribute(name, attributes[name]);
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

export function show(place, ...children) {
  place.textContent = "";
  place.append(...children.filter(Boolean));
}

export const waiting = () => el("p", { class: "wait" }, t("loading"));

export const tags = (field, levels, online) => el("p", { class: "tags" },
  el("span", null, said(field.name)),
  ...levels.map((level) => el("span", null, t("level." + level))),
  el("span", { class: "tag " + online }, t("online." + online)));

export const back = () => el("p", null, el("a", { class: "back", href: "#procedures" }, t("back")));


export async function ask(path, query, headers) {
  const address = "/api" + path + (query ? "?" + new URLSearchParams(query) : "");
  let answer, body;
  try {
    answer = await inTime(fetch(address, { headers: { Accept: "application/json", ...headers } }));
  } catch (lost) {
    throw { kind: navigator.onLine === false ? "offline" : "network" };
  }
  try {
    body = await inTime(answer.json());
  } catch (unreadable) {
    throw { kind: answer.ok ? "network" : "server" };
  }
  if (!answer.ok) throw Object.assign({ kind: "refused" }, body);
  return body;
}

const inTime = (promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(fail, PATIENCE))]);

export const outcome = (promise) => promise.then((found) => ({ found }), (trouble) => ({ trouble }));

// Troubles: what happened, what to do.

export function told(trouble, again) {
  const refused = trouble.kind === "refused";
  const lines = [el("strong", null, refused ? sentence(trouble) : t("trouble." + trouble.kind))];
  for (const error of inVietnamese() && trouble.errors || []) lines.push(el("span", null, error.title));
  const hint = "hint." + trouble.code;
  if (words[hint]) lines.push(el("span", null, t(hint)));
  if (!refused) lines.push(el("span", null, t("trouble.kept")));
  const box = el("div", { class: refused && trouble.status < 429 ? "notice" : "notice bad" }, ...lines);
  if (!refused || trouble.status >= 429) box.append(retry(trouble, again));
  return box;
}

function sentence(trouble) {
  if (!inVietnamese() && english.refusals[trouble.code]) return english.refusals[trouble.code];
  return trouble.title || t("trouble.server");
}

function retry(trouble, again) {
  const button = el("button", { type: "button", class: "plain", "aria-live": "off" });
  trouble.until = trouble.until || Date.now() + (trouble.wait || 0) * 1000;
  const tick = () => {
    const left = Math.ceil((trouble.until - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left <= 0 ? t("retry")
      : left < 120 ? t("retry.seconds", { count: left })
      : t("retry.minutes", { count: Math.ceil(left / 60) });
    if (left > 0) setTimeout(tick, 1000);
  };
  tick();
  button.onclick = again;
  return button;
}
