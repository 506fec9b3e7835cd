/* Search: finds pages and records while somebody types.

   The page works without this file, as a list of all subjects. The index is asked for when the box
   is first used, a few small files for each question; docs/search.md says what is in them. Addresses
   keep what was asked, so a search can be sent to somebody. What was typed is only ever text. */

/* global EnglishStemmer */

const form = document.querySelector("#_search");
const said = document.querySelector("#_said");
const meant = document.querySelector("#_meant");
const found = document.querySelector("#_found");
const list = found.querySelector("ol");
const more = document.querySelector("#_more");
const nothing = document.querySelector("#_nothing");
const browse = document.querySelector("#_browse");
const narrow = form.querySelector("details");
const choices = [...form.querySelectorAll("select:not([name=sort])")];

const AT_ONCE = 10;
const PAUSE = 250; // milliseconds after the last key
const PATIENCE = 20_000; // milliseconds for one file
const LOOK = 1000; // milliseconds after which a page is asked for the words that were found in it
const LONGEST = 200; // characters of a question; more of them say nothing more
const MOST_WORDS = 16;

// -- Words

const stemmer = new EnglishStemmer();
const stems = new Map();

/* Splits a text as plugins/outputs/search/terms.py does. */
function wordsOf(text) {
  return (
    text
      .replace(/\u2019/g, "'")
      .replace(/'s(?![\p{L}\p{N}_])/gu, "")
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/'/g, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/* What is alike in the forms of a word, and in its British and American spellings. It need not be a
   word, and only has to be the same for all of them. */
function fold(word) {
  let known = stems.get(word);
  if (known === undefined) {
    known = /^[a-z]{3,}$/.test(word) ? spelled(stemmer.stemWord(word)) : word;
    stems.set(word, known);
  }
  return known;
}

function spelled(stem) {
  return stem
    .replace(/^([a-z]*)[ao]e(?=[a-z])/, "$1e")
    .replace(/our/, "or")
    .replace(/(..)iz$/, "$1is")
    .replace(/yz$/, "ys")
    .replace(/(cent|theat|fib|lit|met|calib|goit)er$/, "$1r")
    .replace(/ll/, "l")
    .replace(/(..)enc$/, "$1ens")
    .replace(/actis$/, "actic")
    .replace(/logu$/, "log")
    .replace(/gramm$/, "gram")
    .replace(/dgement$/, "dgment")
    .replace(/sulph/, "sulf");
}

/* How a word may begin where it is spelled in the other way: haemorrhage and hemorrhage. */
const BEGINNINGS = [
  ["anae", "ane"], ["hae", "he"], ["pae", "pe"], ["oed", "ed"], ["oes", "es"], ["foe", "fe"],
  ["fae", "fe"], ["cae", "ce"], ["coe", "ce"],
]; // prettier-ignore

function beginnings(word) {
  const stem = /^[a-z]{3,}$/.test(word) ? stemmer.stemWord(word) : word;
  const all = [word, stem];
  if (stem.length <= 4) all.push(stem.slice(0, 3)); // care and caring, try and tried
  for (const [british, american] of BEGINNINGS) {
    if (word.startsWith(british)) all.push(american + word.slice(british.length));
    else if (word.startsWith(american)) all.push(british + word.slice(american.length));
  }
  return all;
}

// -- The index

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
const TITLE = 3;
// What an occurrence counts: in the text, often in the text, in a heading or a name, in the title.
const CLASSES = [1, 1.4, 2.6, 4];

class Index {
  constructor(root, start) {
    this.root = root;
    this.files = new Map();
    this.total = start.posts + start.kinds.length;
    Object.assign(this, start);
    this.stop = new Set(start.stop.split(" "));
    this.divided = new Set(start.divided.split(" "));
    this.meanings = new Map();
    for (const [asked, others] of Object.entries(start.synonyms)) {
      const key = this.key(asked.split(" "));
      if (key) this.meanings.set(key, [...(this.meanings.get(key) ?? []), ...others]);
    }
    this.longest = Math.max(1, ...[...this.meanings.keys()].map((key) => key.split(" ").length));
    this.narrowing = {};
    for (const [name, column] of Object.entries(start.narrowed)) {
      this.narrowing[name] = column.split(",").map((each) => (each ? each.split(".") : []));
    }
  }

  static async open(root) {
    return new Index(root, await fetched(`${root}start.json`, "no-cache"));
  }

  /* Returns a file of the index. One that did not come is asked for again the next time. */
  file(name) {
    if (!this.files.has(name)) {
      const asked = fetched(`${this.root}${name}.json?${this.version}`, "default");
      asked.catch(() => this.files.delete(name));
      this.files.set(name, asked);
    }
    return this.files.get(name);
  }

  /* What a phrase is known by, whatever the forms of its words. */
  key(words) {
    return words
      .filter((word) => !this.stop.has(word))
      .map(fold)
      .join(" ");
  }

  kind(page) {
    return page < this.posts ? this.kind_names[0] : this.kind_names[VALUES.get(this.kinds[page - this.posts])];
  }

  has(page, filters) {
    return Object.entries(filters).every(([name, value]) => this.values(page, name).includes(value));
  }

  values(page, name) {
    if (name === "kind") return [this.kind(page)];
    return this.narrowing[name][page].map((number) => this.names[name][number]);
  }

  names_of(word) {
    const group = this.groups.findIndex((letters) => letters.includes(word[0]));
    const names = [`new-${group < 0 ? this.groups.length - 1 : group}`];
    if (this.base) {
      let length = Math.min(word.length, 4);
      while (length > 0 && !this.divided.has(word.slice(0, length))) length -= 1;
      names.push(`old-${word.slice(0, length) || "_"}`);
    }
    return names;
  }

  /* Returns the words of the index that are meant by one that was typed, with how well they fit. */
  async like(word, unfinished) {
    const names = [...new Set(beginnings(word).flatMap((each) => this.names_of(each)))];
    const files = await Promise.all(names.map((name) => this.file(name)));
    const folded = fold(word);
    const plain = /^[a-z]+$/.test(word);
    const exact = [];
    const longer = [];
    const seen = new Map();
    files.forEach((file, number) => {
      for (const other in file) {
        if (other[0] !== word[0] && fold(other) !== folded) continue;
        let fit = 0;
        if (other === word) fit = 1;
        else if (plain && fold(other) === folded) fit = 0.99;
        else if (other.startsWith(word) && word.length > 1) fit = -0.75 * Math.sqrt(word.length / other.length);
        else if (related(folded, fold(other))) fit = -0.5;
        if (!fit) continue;
        if (!seen.has(other)) {
          seen.set(other, { word: other, fit: Math.abs(fit), written: [] });
          (fit > 0 ? exact : longer).push(seen.get(other));
        }
        seen.get(other).written.push([names[number], file[other]]);
      }
    });
    return exact.length && !unfinished ? [...exact, ...longer.filter((each) => each.fit <= 0.5)] : [...exact, ...longer];
  }

  /* Calls back with every page of a word. */
  pages(word, each) {
    for (const [name, text] of word.written) {
      if (name.startsWith("old-")) decode(text, 0, 0, each);
      else {
        const [posts, others] = text.split(";");
        decode(posts, this.base, 0, each);
        if (others) decode(others, 0, this.posts, each);
      }
    }
  }

  async row(page) {
    const [name, number, size] =
      page < this.posts ? ["posts", page, this.lists[0]] : ["others", page - this.posts, this.lists[1]];
    const rows = await this.file(`${name}-${Math.floor(number / size)}`);
    const [url, title, summary, aside, lang] = rows[number % size];
    return { page, url, title, summary, aside, lang, kind: this.kind(page) };
  }
}

async function fetched(url, cache) {
  const answer = await fetch(url, { cache, signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`${answer.status} of ${url}`);
  return answer.json();
}

function decode(text, base, shift, each) {
  let kind = 0;
  let page = base - 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === ",") {
      kind += 1;
      page = base - 1;
      continue;
    }
    let gap = 0;
    let place = 0;
    let digit = VALUES.get(text[at]);
    while (digit >= 32) {
      gap += (digit - 32) << place;
      place += 5;
      at += 1;
      digit = VALUES.get(text[at]);
    }
    page += gap + (digit << place);
    at += 1;
    each(page + shift, kind, VALUES.get(text[at]));
  }
}

/* Whether two words are of one family though their stems differ: complain and complaint. */
function related(one, other) {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 6 && long.length - short.length <= 3 && long.startsWith(short);
}

// -- What is asked for

/* A part of a question: the words of it, or what else they mean. Each way has words that a page must
   have all of to be what was asked for. */
function parts(index, words) {
  const made = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(index.longest, words.length - at);
    let others;
    for (; length > 0; length -= 1) {
      others = index.meanings.get(words.slice(at, at + length).map(fold).join(" "));
      if (others) break;
    }
    length ||= 1;
    const ways = [{ words: words.slice(at, at + length), weight: 1 }];
    if (ways[0].words.some((word) => HELP.has(fold(word)))) ways.push({ words: [HELPLINE], weight: 0.7 });
    for (const other of new Set(others)) {
      const meaning = other.split(" ").filter((word) => !index.stop.has(word));
      if (meaning.length) ways.push({ words: meaning, weight: 0.9 });
    }
    made.push({ ways, last: at + length === words.length });
    at += length;
  }
  return made;
}

// What a question is put with, and no page is about.
const ASKING = new Set(
  ("define definition explain explained find info information know looking mean meaning means need page " +
    "please site want website").split(" "),
);

/* The words of a question that say what it is about. */
function said_in(index, text) {
  const words = [...new Set(wordsOf(text).filter((word) => !index.stop.has(word)))];
  const telling = words.filter((word) => !ASKING.has(word));
  return (telling.length ? telling : words).slice(0, MOST_WORDS);
}

/* Finds all pages of a question. Returns them best first, with what was done to find them. */
async function answer(index, text, exact) {
  let words = said_in(index, text);
  const corrected = new Map();
  let made = parts(index, words);
  let known = await lookUp(index, made);
  const unknown = words.filter((word) => made.some((part) => part.ways[0].words.includes(word)) && !known.get(word).length);
  const lost = unknown.filter((word) => !made.some((part) => part.ways.length > 1 && part.ways[0].words.includes(word)));
  if (lost.length && !exact) {
    const spelling = await index.file("spelling");
    for (const word of lost) {
      const better = nearest(word, spelling, index);
      if (better) corrected.set(word, better);
    }
    if (corrected.size) {
      words = words.map((word) => corrected.get(word) ?? word);
      made = parts(index, words);
      known = await lookUp(index, made);
    }
  }
  return {
    pages: ranked(index, made, known, words),
    corrected,
    missing: lost.filter((word) => !corrected.has(word)),
    folds: new Set([...known.values()].flat().map((each) => fold(each.word))),
  };
}

/* Looks up every word of a question at once, so that its files are asked for together. */
async function lookUp(index, made) {
  const all = new Map();
  for (const { ways, last } of made) {
    ways.forEach((way, number) => {
      way.words.forEach((word, place) => {
        const unfinished = last && number === 0 && place === way.words.length - 1;
        if (!all.has(word) || unfinished) all.set(word, unfinished);
      });
    });
  }
  const entries = await Promise.all(
    [...all].map(async ([word, unfinished]) => [word, await index.like(word, unfinished)]),
  );
  return new Map(entries);
}

// Kinds that lead to many posts come before one of them, and a list of numbers after.
const KINDS = {
  Post: 1, Page: 1.05, Support: 1.2, Topic: 1.4, Series: 1.1, "Year in review": 0.9, Rule: 1.15,
  Glossary: 1.1, Author: 1.2, Source: 0.6, Figure: 0.55, Correction: 0.5,
}; // prettier-ignore
// Who asks for one of these may need help first, and something to read after.
const HELP = new Set(
  ("abuse abused accident advice advocate afraid anxious bad bereaved bereavement call compensation " +
    "complain complaint counselling counsellor crisis cry dead death depressed depression desperate die " +
    "died distress dying emergency grief grieving harm harmed help helpline hurt injured injury lawyer " +
    "lonely loss lost miscarriage mourning neglect neglected negligence phone rights scared stillbirth " +
    "stillborn sue suicidal suicide support talk therapy trauma traumatised unhappy upset urgent worried")
    .split(" ")
    .map(fold),
);
// Every service has this word among its own, whatever else it is for.
const HELPLINE = "helpline";
// So many services stand first; whoever asks for something to read finds it among the first five.
const SERVICES = 3;
const FIRST_HELP = { Support: 3, Page: 1.2, Rule: 1.1, Topic: 1.1 };
// A page that has less than this of what the best one has of a question is not shown.
const ENOUGH = 0.6;

function ranked(index, made, known, words) {
  const pages = new Map(); // page: what it has of each part, and its parts of a text
  const counts = made.map((part, number) => {
    let rarest = 0;
    for (const way of part.ways) {
      const has = new Map(); // page: what it has of the words of this way
      let weight = 0;
      for (const word of way.words) {
        const best = new Map();
        for (const each of known.get(word)) {
          index.pages(each, (page, kind, mask) => {
            const counted = CLASSES[kind] * each.fit;
            const before = best.get(page);
            if (!before) best.set(page, { counted, mask, kind });
            else {
              before.counted = Math.max(before.counted, counted);
              before.kind = Math.max(before.kind, kind);
              before.mask |= mask;
            }
          });
        }
        const rare = best.size ? Math.log(1 + (index.total - best.size + 0.5) / (best.size + 0.5)) + 0.05 : 0;
        weight += rare;
        for (const [page, { counted, mask, kind }] of best) {
          const so_far = has.get(page) ?? { score: 0, rare: 0, words: 0, mask: 63, titles: 0 };
          so_far.score += counted * rare;
          so_far.rare += rare;
          so_far.words += 1;
          so_far.mask &= mask;
          so_far.titles += kind === TITLE ? 1 : 0;
          has.set(page, so_far);
        }
      }
      if (!weight) continue;
      // What else is meant counts only where all of it stands.
      const partly = way.weight === 1;
      rarest = Math.max(rarest, partly || !rarest ? weight / (partly ? 1 : way.words.length) : 0);
      for (const [page, one] of has) {
        if (!partly && one.words < way.words.length) continue;
        const share = one.rare / weight;
        const near = way.words.length > 1 && one.words === way.words.length && (one.mask || one.titles === one.words);
        const score = (one.score / (partly ? 1 : way.words.length)) * way.weight * (near ? 1.3 : 1);
        const entry = pages.get(page) ?? { scores: [], shares: [], masks: [], titles: 0 };
        pages.set(page, entry);
        entry.shares[number] = Math.max(share, entry.shares[number] ?? 0);
        if (score > (entry.scores[number] ?? 0)) {
          entry.scores[number] = score;
          entry.masks[number] = one.mask;
          entry.titles += one.titles;
        }
      }
    }
    return rarest;
  });
  const whole = counts.reduce((sum, each) => sum + each, 0);
  const helps = words.some((word) => HELP.has(fold(word)));
  const all = [];
  let best = 0;
  for (const [page, { scores, shares, masks, titles }] of pages) {
    const kind = index.kind(page);
    let has = shares.reduce((sum, share, number) => sum + share * counts[number], 0) / whole;
    if (helps && kind === "Support") has = Math.max(has, 0.75); // whatever else was said
    const score = scores.reduce((sum, each) => sum + each, 0);
    const there = masks.filter((mask) => mask !== undefined);
    const near = there.length > 1 && there.reduce((both, mask) => both & mask, 63) !== 0;
    const length = VALUES.get(index.titles[page]) || 1;
    const named = 1 + 0.8 * Math.min(1, titles / length) ** 2;
    const weight = KINDS[kind] * (helps ? (FIRST_HELP[kind] ?? 1) : 1);
    all.push({ page, has, score: score * has * has * weight * named * (near ? 1.25 : 1) });
    best = Math.max(best, has);
  }
  const sorted = all
    .filter(({ has }) => has >= ENOUGH * best)
    .map((each) => ({ ...each, score: Math.round(Math.log(each.score) * 40) })) // nearly equal is equal
    .sort((one, other) => other.score - one.score || newer(index, one.page, other.page));
  return servicesFirst(sorted, (each) => index.kind(each.page) === "Support");
}

/* Leaves the first services where they are, and puts others behind the first pages to read. */
function servicesFirst(sorted, isService) {
  const more = sorted.filter(isService).slice(SERVICES);
  const kept = sorted.filter((each) => !more.includes(each));
  const read = Math.max(kept.findIndex(isService), 0) + 5;
  return [...kept.slice(0, read), ...more, ...kept.slice(read)];
}

/* The order of pages that count the same: the newer post first, and posts after all else. */
function newer(index, one, other) {
  if (one < index.posts && other < index.posts) return other - one;
  return one < index.posts ? 1 : other < index.posts ? -1 : one - other;
}

// -- Slips of the pen

/* Returns the word that was meant, if one is near enough: a letter, or two in a long word; of words
   that stand in texts alone, which are many, a letter and a half at most. A word of
   four letters is near to many, as "sore" to "sure": of it, a letter doubled or two that changed
   places. */
function nearest(word, spelling, index) {
  if (!/^\p{L}{4,}$/u.test(word)) return undefined;
  const most = word.length > 5 ? 2 : word.length > 4 ? 1 : 0.7;
  let best;
  const asked = Object.keys(index.synonyms).flatMap((phrase) => phrase.split(" "));
  for (const [tier, words] of [spelling.names.split(" ").concat(asked), spelling.texts.split(" ")].entries()) {
    for (const other of words) {
      if (Math.abs(other.length - word.length) > Math.ceil(most) || other.length < 4) continue;
      const apart = distance(word, other, most);
      if (apart > (tier ? Math.min(most, 1.5) : most)) continue;
      const rank = [apart + (other[0] === word[0] ? 0 : 0.5), tier, Math.abs(other.length - word.length), other];
      if (!best || compare(rank, best) < 0) best = rank;
    }
  }
  return best?.at(-1);
}

const VOWELS = new Set("aeiouy");

function compare(one, other) {
  const at = one.findIndex((value, number) => value !== other[number]);
  return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
}

/* How many letters are wrong, too many, missing, or changed with the next one. What happens oftenest
   counts less than one: a letter doubled or not, two that changed places, a wrong vowel. */
function distance(one, other, most) {
  let before;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const [mine, theirs] = [one[i - 1], other[j - 1]];
      const wrong = mine === theirs ? 0 : VOWELS.has(mine) && VOWELS.has(theirs) ? 0.8 : 1;
      const dropped = row[j] + (mine === one[i - 2] ? 0.5 : 0.9);
      const added = next[j - 1] + (theirs === other[j - 2] ? 0.5 : 0.9);
      let cost = Math.min(dropped, added, row[j - 1] + wrong);
      if (before && mine === other[j - 2] && one[i - 2] === theirs) cost = Math.min(cost, before[j - 2] + 0.7);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return least;
    before = row;
    row = next;
  }
  return row[other.length];
}

// -- The page

let engine;
let asked = 0;
let results = [];
let folds = new Set();
let exact = false;
let timer;
let looking;

function load() {
  engine ??= Index.open(form.dataset.index);
  engine.catch(() => (engine = undefined));
  return engine;
}

/* What the form asks for: words, filters, and the order. */
function question() {
  const filters = {};
  for (const { name, value } of choices) {
    if (value) filters[name] = value;
  }
  return { words: form.q.value.slice(0, LONGEST).trim(), filters, sort: form.sort.value };
}

function keep() {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) kept.set(name, value.trim());
  }
  if (exact) kept.set("exact", "1");
  history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
}

async function search() {
  clearTimeout(timer);
  const mine = ++asked;
  const { words, filters, sort } = question();
  keep();
  if (!words && !Object.keys(filters).length) {
    found.removeAttribute("aria-busy");
    await show([], "");
    count(undefined, {});
    return;
  }
  found.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => mine === asked && (said.textContent = "Searching …"), 600);
  try {
    const index = await load();
    const everything = { pages: [...Array(index.total).keys()].map((page) => ({ page })), corrected: new Map(), missing: [], folds: new Set() };
    const got = words ? await answer(index, words, exact) : everything;
    if (mine !== asked) return;
    const pages = got.pages.filter(({ page }) => index.has(page, filters));
    if (sort || !words) {
      const sign = sort === "asc" ? -1 : 1;
      pages.sort((one, other) => dated(index, one.page, other.page, sign));
    }
    folds = got.folds;
    count(index, filters, got.pages);
    tell(got.corrected, words);
    clearTimeout(slow); // from here on the results speak
    await show(pages, sentence(pages.length, correctedText(words, got.corrected), filters, got.missing), mine);
  } catch {
    if (mine !== asked) return;
    engine = undefined;
    meant.hidden = true;
    await show([], "");
    said.textContent =
      "The search could not be loaded. Try again in a moment, or look through the subjects below.";
  } finally {
    clearTimeout(slow);
    if (mine === asked) found.removeAttribute("aria-busy");
  }
}

/* The order by date. Posts are numbered by it; what has none comes last. */
function dated(index, one, other, sign) {
  if (one < index.posts && other < index.posts) return sign * (other - one);
  return one < index.posts ? -1 : other < index.posts ? 1 : one - other;
}

/* Writes behind each choice how many pages it would leave. */
function count(index, filters, pages = []) {
  for (const choice of choices) {
    const others = { ...filters };
    delete others[choice.name];
    const numbers = new Map();
    for (const { page } of index ? pages.filter((each) => index.has(each.page, others)) : []) {
      for (const value of index.values(page, choice.name)) numbers.set(value, (numbers.get(value) ?? 0) + 1);
    }
    for (const option of choice.options) {
      option.dataset.name ??= option.text;
      if (!option.value) continue;
      option.text = index ? `${option.dataset.name} (${numbers.get(option.value) ?? 0})` : option.dataset.name;
    }
  }
}

function correctedText(words, corrected) {
  let text = words;
  for (const [word, better] of corrected) {
    text = text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "giu"), better);
  }
  return text;
}

function tell(corrected, words) {
  meant.hidden = corrected.size === 0;
  meant.querySelector("strong").textContent = correctedText(words, corrected);
  meant.querySelector("button").textContent = `Search for “${words}” instead`;
}

function sentence(number, words, filters, missing) {
  const what = words ? ` for “${words}”` : "";
  const where = Object.values(filters).join(", ");
  const how_many = number === 0 ? "Nothing found" : number === 1 ? "1 result" : `${number} results`;
  const lacks = number && missing.length ? ` No page has ${missing.map((word) => `“${word}”`).join(" or ")}.` : "";
  return `${how_many}${what}${where ? ` in ${where}` : ""}.${lacks}`;
}

async function rows(pages) {
  if (!pages.length) return [];
  const index = await load();
  return Promise.all(pages.map(({ page }) => index.row(page)));
}

/* Shows the best result as soon as it is there, and then what follows it. */
async function show(all, words, mine = asked) {
  const first = await rows(all.slice(0, 1));
  if (mine !== asked) return;
  results = all;
  list.replaceChildren(...first.map(card));
  found.hidden = all.length === 0;
  nothing.hidden = !words || all.length > 0;
  browse.hidden = all.length > 0;
  more.hidden = all.length <= AT_ONCE;
  said.textContent = words;
  if (!words) meant.hidden = true;
  const others = await rows(all.slice(1, AT_ONCE));
  if (mine !== asked) return;
  list.append(...others.map(card));
  look();
}

async function showMore() {
  const there = list.children.length;
  try {
    const next = (await rows(results.slice(there, there + AT_ONCE))).map(card);
    list.append(...next);
    more.hidden = list.children.length >= results.length;
    next[0]?.querySelector("a").focus();
    look();
  } catch {
    said.textContent = "More results could not be loaded. Try again in a moment.";
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function card({ url, title, summary, aside, lang, kind }) {
  const item = element("li", "card", "");
  const heading = element("h3", "card-title", "");
  const link = element("a", "", title);
  link.href = url;
  heading.append(link);
  const words = element("p", "summary", "");
  words.append(...marked(summary));
  if (lang) link.lang = words.lang = lang;
  item.append(heading, element("p", "byline", [kind, aside].filter(Boolean).join(", ")), words);
  item.dataset.kind = kind;
  return item;
}

/* Returns a text in pieces, with what was looked for marked. */
function marked(text) {
  return text.split(/([\p{L}\p{N}][\p{L}\p{N}'\u2019]*)/u).map((piece, number) => {
    const here = number % 2 === 1 && wordsOf(piece).some((word) => folds.has(fold(word)));
    return here ? element("mark", "", piece) : document.createTextNode(piece);
  });
}

/* Gives results in view a sentence of their page, where title and summary lack what was asked for.
   The page is what a reader opens next, so nothing is fetched in vain by who stays; and nothing at
   all while somebody types, or saves data. */
const watcher = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    excerpt(target).catch(() => undefined); // the summary stays
  }
});

function look() {
  clearTimeout(looking);
  watcher.disconnect();
  if (navigator.connection?.saveData || !folds.size) return;
  looking = setTimeout(() => {
    for (const item of list.children) {
      const own = ["Post", "Page", "Topic", "Series", "Rule"].includes(item.dataset.kind);
      if (own && !item.querySelector("mark") && !item.dataset.seen) watcher.observe(item);
    }
  }, LOOK);
}

async function excerpt(item) {
  item.dataset.seen = "yes";
  if (wordsOf(item.querySelector("a").textContent).some((word) => folds.has(fold(word)))) return;
  const answer = await fetch(item.querySelector("a").href, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let best = { hits: 0 };
  for (const block of page.querySelectorAll("main p, main li, main td, main h2, main h3")) {
    const words = block.textContent.trim().split(/\s+/);
    const places = words.flatMap((word, at) => (wordsOf(word).some((each) => folds.has(fold(each))) ? [at] : []));
    const hits = new Set(places.map((at) => fold(wordsOf(words[at])[0]))).size;
    if (hits > best.hits) best = { hits, words, from: Math.max(0, places[0] - 10) };
  }
  if (!best.hits) return;
  const { words, from } = best;
  const text = words.slice(from, from + 28).join(" ");
  const whole = `${from ? "… " : ""}${text}${from + 28 < words.length ? " …" : ""}`;
  item.querySelector(".summary").replaceChildren(...marked(whole));
}

function fill() {
  const kept = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.name && kept.has(field.name)) field.value = kept.get(field.name).slice(0, LONGEST);
  }
  exact = kept.get("exact") === "1";
  const narrowed = [...choices, form.sort].some((each) => each.value);
  // On a telephone the open choices would fill the screen, and hide what was found.
  narrow.open = narrowed && matchMedia("(min-width: 48rem)").matches;
  if (form.q.value || narrowed) search();
}

for (const option of choices.flatMap((choice) => [...choice.options])) option.dataset.name = option.text;
form.hidden = false;
document.querySelector("#_plain").hidden = true;
form.q.addEventListener("focus", () => load().catch(() => undefined), { once: true });
form.q.addEventListener("input", () => {
  exact = false;
  found.setAttribute("aria-busy", "true");
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
form.addEventListener("change", (event) => event.target !== form.q && search());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
meant.querySelector("button").addEventListener("click", () => {
  exact = true;
  search();
  form.q.focus();
});
more.addEventListener("click", showMore);
document.querySelector("#_clear").addEventListener("click", () => {
  form.reset();
  exact = false;
  search();
  form.q.focus();
});
fill();
