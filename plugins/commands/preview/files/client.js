// The preview's own script: it reloads the page when it changed, and shows what has to be mended.
"use strict";
(() => {
  const token = document.currentScript.dataset.token;
  const place = "preview:" + location.pathname;
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    history.scrollRestoration = "manual";
    addEventListener("load", () => scrollTo(0, Number(kept)));
  }
  let host = null;

  function clear() {
    if (host) host.remove();
    host = null;
  }

  function line(parent, tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  function show(problems) {
    clear();
    host = document.createElement("preview-problems");
    host.setAttribute("role", "alert");
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/-preview/overlay.css";
    root.append(style);
    const box = document.createElement("section");
    root.append(box);
    const count = problems.length;
    line(box, "h1", count === 1 ? "1 problem to mend" : count + " problems to mend");
    line(box, "p", "Below is the last good page. This note goes when all is mended.");
    const list = document.createElement("ol");
    box.append(list);
    for (const problem of problems) {
      const item = document.createElement("li");
      list.append(item);
      if (problem.place) line(item, "code", problem.place);
      line(item, "p", problem.what);
      if (problem.mend) line(item, "p", "How to mend it: " + problem.mend).className = "mend";
    }
    document.body.prepend(host);
  }

  function reload() {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  }

  const here = decodeURI(location.pathname);
  const events = new EventSource("/-preview/events?token=" + token);
  let run = null;
  events.addEventListener("hello", (event) => {
    const now = JSON.parse(event.data);
    if (run !== null && run !== now.run) return reload();
    run = now.run;
    if (now.problems.length) show(now.problems);
    else clear();
    const loaded = Number(document.documentElement.dataset.previewSerial || now.serial);
    if (loaded < now.serial) reload();
  });
  events.addEventListener("problems", (event) => show(JSON.parse(event.data)));
  events.addEventListener("changed", (event) => {
    clear();
    const changed = JSON.parse(event.data);
    if (changed.all || changed.paths.includes(here)) reload();
  });
})();
