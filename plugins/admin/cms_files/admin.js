// The previews of the editors' desk, in the site's own markup and style.
(() => {
  "use strict";
  const { CMS, h, createClass } = window;
  const site = document.querySelector('meta[name="site-stylesheet"]');
  CMS.registerPreviewStyle(site ? site.content : "/static/site.css");
  CMS.registerPreviewStyle("preview.css");

  const text = (entry, name) => {
    const value = entry.getIn(["data", name]);
    return value === undefined || value === null ? "" : String(value);
  };
  const listed = (entry, name) => {
    const value = entry.getIn(["data", name]);
    return value && value.join ? value.join(", ") : "";
  };
  const head = (props, title, under) => [
    h("h1", { key: "title" }, text(props.entry, title) || h("span", { className: "empty" }, "No title yet")),
    under && h("p", { key: "under", className: "standfirst" }, text(props.entry, under)),
  ];
  const prose = (props) => h("div", { className: "prose", key: "body" }, props.widgetFor("body"));

  const Post = createClass({
    render() {
      const { entry, getAsset } = this.props;
      const source = entry.getIn(["data", "image", "src"]);
      const note = text(entry, "content_note");
      const series = text(entry, "series");
      return h("article", { className: "post wrap" },
        h("header", { className: "head" },
          series && h("p", { className: "place" }, `${text(entry, "part")} of ${series}`),
          head(this.props, "title", "summary"),
          h("p", { className: "byline" },
            h("span", {}, `By ${listed(entry, "authors")} `), h("span", {}, text(entry, "date"))),
          h("div", { className: "tags" }, listed(entry, "topics"))),
        note && h("div", { className: "notes prose" }, h("p", {}, h("strong", {}, "Content note: "), note)),
        source && h("figure", { className: "lead" },
          h("img", { src: String(getAsset(source)), alt: entry.getIn(["data", "image", "alt"]) || "" })),
        prose(this.props));
    },
  });
  const named = (title, under) => createClass({
    render() {
      return h("article", { className: "wrap" },
        h("header", { className: "head" }, head(this.props, title, under)), prose(this.props));
    },
  });
  CMS.registerPreviewTemplate("posts", Post);
  CMS.registerPreviewTemplate("pages", named("title", "summary"));
  CMS.registerPreviewTemplate("series", named("title", ""));
  CMS.registerPreviewTemplate("topics", named("name", "description"));
  CMS.registerPreviewTemplate("authors", named("name", "role"));
  CMS.registerPreviewTemplate("sources", named("title", "publisher"));
  CMS.registerPreviewTemplate("rules", createClass({
    render() {
      const stated = this.props.entry.getIn(["data", "versions"]);
      const versions = stated && stated.map ? stated.map((each, number) =>
        h("p", { key: number }, h("strong", {}, `From ${each.get("from") || "?"}: `), each.get("text") || "")) : null;
      return h("article", { className: "wrap" },
        h("header", { className: "head" }, head(this.props, "name", "summary")),
        h("div", { className: "prose" }, versions), prose(this.props));
    },
  }));

  const told = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";
  const api = told("desk-api");

  // Sponsor, funding and interests: asked for, and offered as the same authors declared them last.
  const asking = new Map();
  const lastDeclared = (authors) => {
    const key = JSON.stringify(authors);
    if (!asking.has(key)) {
      asking.set(key, fetch(api, { method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ action: "declared", params: { authors } }) })
        .then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})));
    }
    return asking.get(key);
  };
  const Plain = CMS.getWidget("text").control;
  CMS.registerWidget("declared", createClass({
    getInitialState() { return { last: null }; },
    componentDidMount() { this.ask(); },
    componentDidUpdate() { this.ask(); },
    shouldComponentUpdate() { return true; },
    ask() {
      const authors = this.props.entry && this.props.entry.getIn(["data", "authors"]);
      const named = authors && authors.toJS ? authors.toJS() : [];
      const key = JSON.stringify(named);
      if (!api || !named.length || key === this.asked) return;
      this.asked = key;
      lastDeclared(named).then((found) => {
        if (this.asked === key) this.setState({ last: found[this.props.field.get("name")] || null });
      });
    },
    render() {
      const { last } = this.state;
      const offered = last && !this.props.value;
      return h("div", {}, h(Plain, this.props), offered && h("button", { type: "button",
        className: "desk-offer", onClick: () => this.props.onChange(last.text) },
      `Declare as in ${last.from}: ${last.text}`));
    },
  }), CMS.getWidget("text").preview);

  // On one's own machine a saved file is not a published one.
  if (told("desk-mode") === "files") {
    const words = CMS.getLocale("en");
    const toolbar = { ...words.editor.editorToolbar,
      publish: "Save", publishing: "Saving...", publishNow: "Save the file", published: "Saved",
      publishAndCreateNew: "Save and start another", publishAndDuplicate: "Save and duplicate" };
    CMS.registerLocale("en", { ...words, editor: { ...words.editor, editorToolbar: toolbar } });
  }

  // Beside the buttons: what the file is to readers, what check says, and the folded fields.
  const bar = document.createElement("div");
  bar.id = "desk-state";
  bar.className = told("desk-mode");
  bar.hidden = true;
  const state = document.createElement("p");
  state.setAttribute("role", "status");
  const errors = document.createElement("ul");
  const found = document.createElement("details");
  const count = document.createElement("summary");
  found.append(count, errors);
  const fold = document.createElement("button");
  fold.type = "button";
  bar.append(state, found, fold);
  document.body.append(bar);
  const rules = document.createElement("style");
  document.head.append(rules);

  const place = () => location.hash.match(/^#\/collections\/([\w-]+)\/(new|entries\/([^?]+))/);
  // One question at a time: a browser waits with all others while six are not answered.
  let waiting = false;
  let changed = false;
  const look = async () => {
    const at = place();
    if (!at || !api) return;
    found.hidden = true;
    if (at[2] === "new") { state.textContent = "New: nothing is saved yet."; return; }
    state.textContent = "check looks at it ...";
    const path = `${folders[at[1]] || `content/${at[1]}`}/${decodeURIComponent(at[3])}.md`;
    const asked = location.hash;
    if (waiting) { changed = true; return; }
    waiting = true;
    try {
      const answer = await fetch(api, { method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ action: "state", params: { path } }) });
      const said = await answer.json();
      if (asked !== location.hash) return;
      const sums = [said.error || said.state];
      if (said.errors && !said.errors.length) sums.push("check finds no error in it.");
      if (said.elsewhere) sums.push(`Errors in other files: ${said.elsewhere}; nothing can be published before.`);
      state.textContent = sums.filter(Boolean).join(" ");
      found.hidden = !(said.errors || []).length;
      count.textContent = `check finds ${(said.errors || []).length} to mend`;
      errors.replaceChildren(...(said.errors || []).map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }));
    } catch {
      state.textContent = "The desk does not answer: look at its terminal.";
    } finally {
      waiting = false;
      if (changed) { changed = false; look(); }
    }
  };

  let folded = {};
  const folders = {};
  let open = false;
  const arrange = () => {
    const at = place();
    const names = (at && folded[at[1]]) || [];
    bar.hidden = !at || !(api || names.length);
    fold.hidden = !names.length;
    fold.textContent = open ? "Fold the rare fields" : `Show ${names.length} rare fields`;
    fold.setAttribute("aria-expanded", String(open));
    rules.textContent = open || !names.length ? "" :
      `${names.map((name) => `div:has(> div > label[for^="${name}-field-"])`).join(",")} { display: none; }`;
  };
  fold.addEventListener("click", () => { open = !open; arrange(); });
  addEventListener("hashchange", () => { arrange(); look(); });
  for (const name of ["postSave", "postPublish"]) CMS.registerEventListener({ name, handler: () => { setTimeout(look, 300); } });
  fetch("config.yml").then((answer) => answer.json()).then((config) => {
    folded = config.folded || {};
    for (const each of config.collections) folders[each.name] = each.folder;
    arrange();
    look();
  });
})();
