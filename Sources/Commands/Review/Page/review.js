"use strict";
// Everything from the data is set as text, never as markup.
const head = JSON.parse(document.getElementById("head").textContent);
const rows = JSON.parse(document.getElementById("rows").textContent);
const shownAtOnce = 200;
const mostPrinted = 2000;

const plural = (count, one) => `${count.toLocaleString("en-US")} ${one}${count === 1 ? "" : "s"}`;
const number = (count) => count.toLocaleString("en-US");

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "class") node.className = value;
    else if (name === "on") node.addEventListener("click", value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// What is looked for. It stands behind the page's address too, so that a link shows the same rows.
const names = ["q", "plan", "outcome", "field", "change", "reason", "row"];
const filter = Object.fromEntries(names.map((name) => [name, ""]));

function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const name of names) filter[name] = wanted.get(name) ?? "";
}

function writeAddress() {
  const wanted = new URLSearchParams();
  for (const name of names) if (filter[name]) wanted.set(name, filter[name]);
  const text = wanted.toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}

function set(name, value) {
  filter[name] = filter[name] === value && name !== "q" ? "" : value;
  filter.row = "";
  writeAddress();
  show();
}

// Charts.
const planWords = { create: "to create", change: "to change", unchanged: "nothing to do", rejected: "rejected", skipped: "skipped" };
const changeWords = {
  filled: "filled", overwritten: "overwritten", appended: "appended", cleared: "cleared", unchanged: "unchanged", kept: "kept",
  left: "unreadable, left alone",
};

function chart(title, counts, words, name) {
  const parts = Object.keys(words).filter((key) => counts[key] > 0);
  const all = parts.reduce((sum, key) => sum + counts[key], 0);
  const bar = make("div", { class: "bar", role: "img", "aria-label": parts.map((key) => `${words[key]} ${number(counts[key])}`).join(", ") });
  for (const key of parts) {
    const piece = make("span", { class: key, title: `${words[key]} ${number(counts[key])}` });
    piece.style.flexGrow = counts[key] / all;
    bar.append(piece);
  }
  const legend = make("div", { class: "legend" });
  for (const key of parts) {
    const text = `${words[key]} `;
    legend.append(make("button", { type: "button", "data-set": `${name}=${key}`, on: () => set(name, key) },
      make("span", { class: `dot ${key}` }), make("span", {}, text, make("strong", {}, number(counts[key])))));
  }
  return make("div", { class: "card" }, make("h3", {}, make("span", {}, title), make("span", { class: "soft" }, number(all))), bar, legend);
}

const count = (list, key) => list.reduce((counts, item) => { const kind = key(item); counts[kind] = (counts[kind] ?? 0) + 1; return counts; }, {});
const planned = count(rows, (row) => row.plan);
const ended = count(rows, (row) => row.outcome);
const changes = {};
const ofField = head.fields.map(() => ({}));
const reasons = new Map();
for (const row of rows) {
  for (const cell of row.cells) {
    if (!cell.kind) continue;
    changes[cell.kind] = (changes[cell.kind] ?? 0) + 1;
    if (cell.field >= 0) ofField[cell.field][cell.kind] = (ofField[cell.field][cell.kind] ?? 0) + 1;
  }
  for (const problem of row.problems) {
    const key = [problem.code, problem.field ?? ""].join(" ");
    if (!reasons.has(key)) reasons.set(key, { text: problem.reason, rows: new Set() });
    reasons.get(key).rows.add(row.row);
  }
}

const charts = document.getElementById("charts");
charts.append(chart("Rows", planned, planWords, "plan"));
if (head.isBegun) {
  const words = Object.fromEntries(["created", "changed", "unchanged", "rejected", "conflict", "skipped", "pending"].map((word) => [word, word]));
  charts.append(chart("Outcome", ended, words, "outcome"));
}
if (Object.keys(changes).length) charts.append(chart("Cells", changes, changeWords, "change"));

const written = ["filled", "overwritten", "appended", "cleared", "left"];
const touched = head.fields.map((name, index) => ({ name, index, counts: ofField[index] }))
  .filter((field) => written.some((kind) => field.counts[kind]));
if (touched.length) {
  const kinds = written.filter((kind) => changes[kind]);
  const most = Math.max(...touched.map((field) => written.reduce((sum, kind) => sum + (field.counts[kind] ?? 0), 0)));
  const body = make("tbody");
  for (const field of touched) {
    const bar = make("div", { class: "bar" });
    for (const kind of written) {
      if (!field.counts[kind]) continue;
      const piece = make("span", { class: kind, title: `${changeWords[kind]} ${number(field.counts[kind])}` });
      piece.style.width = `${(100 * field.counts[kind]) / most}%`;
      bar.append(piece);
    }
    body.append(make("tr", {},
      make("td", {}, make("button", { type: "button", on: () => set("field", String(field.index)) }, make("span", { class: "name" }, field.name))),
      make("td", {}, bar),
      ...kinds.map((kind) => make("td", { class: "number" }, field.counts[kind] ? number(field.counts[kind]) : ""))));
  }
  document.getElementById("fields").append(make("h2", {}, "Fields"), make("div", { class: "scroll" },
    make("table", { class: "fields" },
      make("thead", {}, make("tr", {}, make("th", {}, "Field"), make("th", {}, ""),
        ...kinds.map((kind) => make("th", { class: "number" }, changeWords[kind])))), body)));
}

function notes(title, list, isOpen) {
  if (!list.length) return null;
  const items = list.map((note) => make("li", {}, note.text, ...(note.hints ?? []).map((hint) => make("div", {}, make("code", {}, hint)))));
  return make("details", isOpen ? { open: "" } : {}, make("summary", {}, title), make("ul", {}, ...items));
}
document.getElementById("notes").append(...[
  notes(`${plural((ended.rejected ?? 0) + (ended.conflict ?? 0), "row")} rejected or in conflict: the reasons`, head.reasons, true),
  notes(plural(head.warnings.length, "warning"), head.warnings, head.warnings.length <= 12),
].filter(Boolean));

// The rows.
function haystack(row) {
  row.text ??= [row.row, row.label, ...row.facts.flat(), ...row.cells.flatMap((cell) => [cell.name, cell.source, cell.before, cell.after]),
    ...row.problems.map((problem) => problem.reason)].join("\n").toLowerCase();
  return row.text;
}

function matches(row) {
  if (filter.plan && row.plan !== filter.plan) return false;
  if (filter.outcome && row.outcome !== filter.outcome) return false;
  if (filter.field || filter.change) {
    const found = row.cells.some((cell) => (filter.change ? cell.kind === filter.change : written.includes(cell.kind))
      && (!filter.field || String(cell.field) === filter.field));
    if (!found) return false;
  }
  if (filter.reason && !(reasons.get(filter.reason)?.rows.has(row.row))) return false;
  return filter.q.toLowerCase().split(/\s+/).every((word) => haystack(row).includes(word));
}

const marks = { create: "+", change: "~", unchanged: "=", rejected: "✕", skipped: "–" };

function gist(row) {
  if (row.problems.length) return row.problems[0].reason;
  const cells = row.cells.filter((cell) => written.includes(cell.kind));
  const first = cells.slice(0, 2).map((cell) => cell.before !== null ? `${cell.name}: ${cell.before} → ${cell.after}` : `${cell.name}: ${cell.after}`);
  return first.join(", ") + (cells.length > 2 ? `, and ${cells.length - 2} more` : "");
}

function details(row) {
  const facts = make("dl");
  for (const [label, text] of row.facts) facts.append(make("dt", {}, label), make("dd", { class: label === "refused" ? "bad" : null }, text));
  const body = make("tbody");
  for (const cell of row.cells) {
    const value = make("td");
    if (written.includes(cell.kind) && cell.kind !== "left") {
      if (cell.before !== null) value.append(make("span", { class: "old" }, cell.before), " → ");
      value.append(make("span", { class: cell.kind === "cleared" ? "bad" : "new" }, cell.after ?? "(empty)"));
    } else if (cell.before !== null) value.append(cell.before);
    body.append(make("tr", {}, make("td", {}, make("strong", {}, cell.name)), make("td", {}, cell.source), value,
      make("td", { class: "soft" }, cell.policy), make("td", { class: cell.end.startsWith("not") || cell.end === "refused" ? "bad" : null }, cell.end)));
  }
  const table = row.cells.length === 0 ? null : make("table", {}, make("thead", {}, make("tr", {},
    ...["Field", "In the file", "In Affinity", "Policy", ""].map((text) => make("th", {}, text)))), body);
  return make("div", { class: "more" }, make("p", { class: "soft" }, row.place), facts, table);
}

function line(row) {
  const button = make("button", { type: "button", "aria-expanded": "false" },
    make("span", { class: "at" }, String(row.row)), make("span", { class: `mark ${row.plan}`, title: planWords[row.plan] }, marks[row.plan]),
    make("span", { class: "name" }, row.label), make("span", { class: "gist" }, gist(row)),
    head.isBegun ? make("span", { class: `end ${row.outcome}` }, row.outcome) : null);
  const node = make("div", { class: "row", id: `row-${row.row}` }, button);
  const toggle = () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) node.lastChild.remove(); else node.append(details(row));
    filter.row = isOpen ? "" : String(row.row);
    writeAddress();
  };
  button.addEventListener("click", toggle);
  if (filter.row === String(row.row)) { button.setAttribute("aria-expanded", "true"); node.append(details(row)); }
  return node;
}

const list = document.getElementById("list");
const rest = document.getElementById("rest");
let found = [];
let shown = 0;

function more(count) {
  const until = Math.min(found.length, shown + count);
  list.append(...found.slice(shown, until).map(line));
  shown = until;
  rest.hidden = shown >= found.length;
  rest.textContent = `Show more of the ${plural(found.length - shown, "row")} left`;
}

function choices(id, name, title, options) {
  const select = document.getElementById(id);
  select.replaceChildren(make("option", { value: "" }, title), ...options.map(([value, text]) => make("option", { value }, text)));
  select.hidden = options.length === 0;
  select.addEventListener("change", () => { filter[name] = select.value; filter.row = ""; writeAddress(); show(); });
}
choices("by-plan", "plan", "all rows", Object.keys(planWords).filter((key) => planned[key]).map((key) => [key, `${planWords[key]} (${number(planned[key])})`]));
choices("by-outcome", "outcome", "any outcome", head.isBegun ? Object.keys(ended).map((key) => [key, `${key} (${number(ended[key])})`]) : []);
choices("by-field", "field", "any field", touched.map((field) => [String(field.index), field.name]));
choices("by-change", "change", "any change", Object.keys(changeWords).filter((key) => changes[key]).map((key) => [key, `${changeWords[key]} (${number(changes[key])})`]));
choices("by-reason", "reason", "any reason", [...reasons].sort((a, b) => b[1].rows.size - a[1].rows.size)
  .map(([key, reason]) => [key, `${key}: ${reason.text} (${number(reason.rows.size)})`.slice(0, 90)]));

const search = document.getElementById("search");
let waiting = 0;
search.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { filter.q = search.value; filter.row = ""; writeAddress(); show(); }, rows.length > 5000 ? 150 : 0);
});
document.getElementById("reset").addEventListener("click", () => { for (const name of names) filter[name] = ""; writeAddress(); show(); });
rest.addEventListener("click", () => more(shownAtOnce));
if ("IntersectionObserver" in window) {
  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) more(shownAtOnce); }, { rootMargin: "400px" }).observe(rest);
}

function show() {
  found = rows.filter(matches);
  shown = 0;
  list.replaceChildren();
  const at = filter.row ? found.findIndex((row) => String(row.row) === filter.row) : -1;
  more(Math.max(shownAtOnce, at + 1));
  document.getElementById("found").textContent = found.length === rows.length ? plural(rows.length, "row") : `${number(found.length)} of ${plural(rows.length, "row")}`;
  if (search.value !== filter.q) search.value = filter.q;
  for (const name of ["plan", "outcome", "field", "change", "reason"]) document.getElementById(`by-${name}`).value = filter[name];
  document.getElementById("reset").hidden = !names.some((name) => filter[name]);
  if (at >= 0) document.getElementById(`row-${filter.row}`)?.scrollIntoView({ block: "center" });
}

// A page of paper has all the rows that are looked for, as far as that is sensible.
window.addEventListener("beforeprint", () => {
  more(Math.max(0, mostPrinted - shown));
  rest.textContent = `… and ${plural(found.length - shown, "row")} more`;
});

document.addEventListener("keydown", (event) => {
  const isTyping = ["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement?.tagName);
  if (event.key === "Escape") { document.activeElement?.blur(); return; }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); search.focus(); search.select(); }
  if (event.key === "j" || event.key === "k") {
    const buttons = [...list.querySelectorAll(".row > button")];
    const next = buttons.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
    buttons[Math.max(0, next)]?.focus();
  }
});
window.addEventListener("hashchange", () => { readAddress(); show(); });

readAddress();
show();
// Milliseconds since the page began to load.
document.documentElement.dataset.ready = String(Math.round(performance.now()));
