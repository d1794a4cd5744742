// Tra cứu hồ sơ: anyone sees the completion; a proof shows what the rules list.
import { ask, el, find, inVietnamese, moment, outcome, said, show, status, t, told, waiting } from "./page.js";

const FIELDS = ["status", "due_at", "receiving_agency", "divisions", "organisation", "applicant_name", "filed_at", "received_at"];
const code = find("code"), proof = find("proof"), result = find("lookup-result");
let last;

export function startLookup() {
  find("lookup-form").onsubmit = (event) => {
    event.preventDefault();
    look();
  };
  document.addEventListener("language", render);
  addEventListener("hashchange", arrive);
  arrive();
}

// A receipt's address: in the fragment, sent to nobody; once in the query.
function arrive() {
  if (!/code=./.test(location.href)) return;
  code.value = location.href;
  proof.value = "";
  look();
}

async function look() {
  read();
  const asked = last = { code: code.value, proof: proof.value.trim() };
  const named = encodeURIComponent(asked.code), path = "/lookup/" + named;
  history.replaceState(null, "", "/#code=" + named);
  show(result, waiting());
  const answers = await Promise.all([
    outcome(ask(path)),
    asked.proof ? outcome(ask(path, null, { "Lookup-Proof": encodeURIComponent(asked.proof) })) : {},
  ]);
  if (asked !== last) return;
  [asked.open, asked.proven] = answers;
  render();
  result.scrollIntoView({ block: "nearest" });
}

// The code as the API spells it; also of a whole address from a QR code.
function read() {
  if (code.value.includes("code=")) {
    const given = new URLSearchParams(code.value.split(/[?#]/).find((part) => /code=/.test(part)));
    proof.value = given.get("proof") || proof.value;
    code.value = given.get("code");
  }
  code.value = code.value.toUpperCase().replace(/\s/g, "").replace(/[‐-―]/g, "-");
}

function render() {
  if (!last || !last.open) return;
  const { code, proof, open, proven } = last;
  if (open.trouble) return show(result, told(open.trouble, look));
  const found = Object.assign({}, open.found, proven.found);
  const wrong = proven.trouble && proven.trouble.code === "lookup_not_found";
  show(
    result,
    el("h3", { class: "code" }, code),
    found.completion && progress(found.completion),
    wrong && el("p", { class: "notice" }, t("lookup.unproven")),
    proven.trouble && !wrong && told(proven.trouble, look),
    el("dl", null, ...FIELDS.map((name) => row(name, field(name, found)))),
    !proof && more(),
  );
}

function progress(completion) {
  const { done, steps } = completion;
  const text = inVietnamese() ? completion.text : t("lookup.steps", { done, total: steps });
  const bar = el("div", {
    class: "progress", role: "progressbar", "aria-label": t("lookup.progress"),
    "aria-valuemin": 0, "aria-valuemax": steps, "aria-valuenow": done, "aria-valuetext": text,
  });
  for (let step = 0; step < steps; step++) bar.append(el("i", step < done ? { class: "done" } : null));
  return el("div", null, bar, el("p", { class: "progress-text" }, el("b", null, completion.percent + " %"), " ", text));
}

const row = (name, value) => value && el("div", null, el("dt", null, t("lookup." + name)), el("dd", null, ...[].concat(value)));

function field(name, found) {
  const value = found[name];
  if (name === "status") return value && el("b", null, status(value));
  if (name === "due_at" && name in found) return value ? el("b", { class: "due" }, moment(value)) : t("lookup.due.later");
  if (!value || !value.length) return null;
  if (name === "divisions") return value.map((one) => el("div", null, said(one)));
  return /_at$/.test(name) ? moment(value) : said(value);
}

function more() {
  const button = el("button", { type: "button", class: "plain" }, t("lookup.more"));
  button.onclick = () => proof.focus();
  return button;
}
