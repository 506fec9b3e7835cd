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
})();
