/* Search: finds posts and pages while somebody types.

   The page works without this file, as a list of all subjects. The index and the program that reads
   it are asked for when the box is first used. Addresses keep what was asked, so a search can be
   sent to somebody. */

const form = document.querySelector("#_search");
const said = document.querySelector("#_said");
const found = document.querySelector("#_found");
const list = found.querySelector("ol");
const more = document.querySelector("#_more");
const nothing = document.querySelector("#_nothing");
const browse = document.querySelector("#_browse");
const narrow = form.querySelector("details");
const choices = [...form.querySelectorAll("select:not([name=sort])")];

const AT_ONCE = 10;
const PAUSE = 250; // milliseconds after the last key
let engine;
let asked = 0;
let results = [];
let timer;

function load() {
  engine ??= import(`${form.dataset.index}pagefind.js`).then(async (program) => {
    await program.options({ baseUrl: "/", excerptLength: 28 });
    await program.init();
    return program;
  });
  return engine;
}

/* What the form asks for: words, filters, and the order. */
function question() {
  const filters = {};
  for (const { name, value } of choices) {
    if (value) filters[name] = value;
  }
  const sort = form.sort.value ? { date: form.sort.value } : undefined;
  return { words: form.q.value.trim(), filters, sort };
}

function keep() {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) kept.set(name, value.trim());
  }
  history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
}

async function search() {
  clearTimeout(timer);
  const mine = ++asked;
  const { words, filters, sort } = question();
  keep();
  if (!words && !Object.keys(filters).length) {
    show([], "");
    return;
  }
  try {
    const program = await load();
    const answer = await program.search(words || null, { filters, sort });
    if (mine !== asked) return;
    await show(answer.results, sentence(answer.results.length, words, filters), mine);
  } catch {
    if (mine !== asked) return;
    engine = undefined;
    await show([], "");
    said.textContent =
      "The search could not be loaded. Try again in a moment, or look through the subjects below.";
  }
}

function sentence(count, words, filters) {
  const what = words ? ` for “${words}”` : "";
  const where = Object.values(filters).join(", ");
  const number = count === 0 ? "Nothing found" : count === 1 ? "1 result" : `${count} results`;
  return `${number}${what}${where ? ` in ${where}` : ""}.`;
}

async function show(all, words, mine = asked) {
  const first = await Promise.all(all.slice(0, AT_ONCE).map((each) => each.data()));
  if (mine !== asked) return;
  results = all;
  list.replaceChildren(...first.map(card));
  found.hidden = all.length === 0;
  nothing.hidden = !words || all.length > 0;
  browse.hidden = all.length > 0;
  more.hidden = all.length <= AT_ONCE;
  said.textContent = words;
}

async function showMore() {
  const there = list.children.length;
  const next = await Promise.all(results.slice(there, there + AT_ONCE).map((each) => each.data()));
  const cards = next.map(card);
  list.append(...cards);
  more.hidden = list.children.length >= results.length;
  cards[0]?.querySelector("a").focus();
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function card({ url, excerpt, meta }) {
  const item = element("li", "card", "");
  const title = element("h3", "card-title", "");
  const link = element("a", "", meta.title);
  link.href = url;
  title.append(link);
  const words = element("p", "summary", "");
  words.innerHTML = excerpt; // of our own pages: text in which the index marked what was looked for
  item.append(title, element("p", "byline", [meta.kind, meta.day].filter(Boolean).join(", ")), words);
  return item;
}

function fill() {
  const kept = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.name && kept.has(field.name)) field.value = kept.get(field.name);
  }
  const narrowed = [...choices, form.sort].some((each) => each.value);
  // On a telephone the open choices would fill the screen, and hide what was found.
  narrow.open = narrowed && matchMedia("(min-width: 48rem)").matches;
  if (form.q.value || narrowed) search();
}

form.hidden = false;
document.querySelector("#_plain").hidden = true;
form.q.addEventListener("focus", () => load().catch(() => (engine = undefined)), { once: true });
form.q.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
form.addEventListener("change", (event) => event.target !== form.q && search());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
more.addEventListener("click", showMore);
document.querySelector("#_clear").addEventListener("click", () => {
  form.reset();
  search();
  form.q.focus();
});
fill();
