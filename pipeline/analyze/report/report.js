"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const words = read("words");
  const cache = {};
  const later = (id) => (cache[id] ??= read(id));
  let language = document.documentElement.lang === "en" ? 1 : 0;
  const word = (key) => (words[key] ? words[key][language] : key);

  // language: every word stands in the page once, with its key
  const speak = () => {
    document.documentElement.lang = language ? "en" : "ja";
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = word(node.dataset.t);
    for (const node of document.querySelectorAll("[data-ta]")) node.setAttribute("aria-label", word(node.dataset.ta));
    document.title = word("title");
  };
  byId("language").addEventListener("click", () => { language = 1 - language; speak(); });

  // search and filters
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const articles = [...document.querySelectorAll("article.indicator")];
  let texts = null;
  let lines = null; // the rows of the tables of revisions and achievement, by the names in them
  const rows = () => (lines ??= [...document.querySelectorAll("#changes, #targets, #achievement")].flatMap(
    (section) => [...section.querySelectorAll("tbody tr")].map((node) => ({ node, text: plain(node.cells[0].textContent) }))));
  const find = () => {
    const wanted = plain(byId("search").value);
    const mark = byId("filter").value;
    const source = byId("document").value;
    if (wanted) texts ??= articles.map((node) => plain([...node.querySelectorAll("h3, .about")].map((n) => n.textContent).join(" ")));
    let count = 0;
    articles.forEach((node, i) => {
      const fits = (!wanted || texts[i].includes(wanted))
        && (!mark || node.dataset.marks.split(" ").includes(mark))
        && (!source || node.dataset.documents.split(" ").includes(source));
      node.hidden = !fits;
      count += fits ? 1 : 0;
    });
    for (const row of rows()) row.node.hidden = Boolean(wanted) && !row.text.includes(wanted);
    byId("count").textContent = String(count);
    byId("nothing").hidden = count > 0;
  };
  byId("find").addEventListener("input", find);
  byId("find").addEventListener("submit", (event) => event.preventDefault());
  byId("count").textContent = String(articles.length);

  // sorting: numbers by data-n, texts by the rules of the language; what is empty comes last
  const sort = (head) => {
    const table = head.closest("table");
    const at = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const collator = new Intl.Collator("ja", { numeric: true });
    const value = (row) => {
      const cell = row.cells[at];
      return cell.dataset.n !== undefined ? Number(cell.dataset.n) : cell.textContent.trim();
    };
    const keyed = [...table.tBodies[0].rows].map((row) => [value(row), row]);
    keyed.sort(([a], [b]) => {
      if (a === "" || b === "") return (a === "") - (b === "");
      const order = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
      return down ? -order : order;
    });
    table.tBodies[0].append(...keyed.map(([, row]) => row));
  };

  // the place of a value: its table's picture with the cell marked over it
  const facts = ["indicator", "document", "page", "period", "kind", "printed", "as_of", "agreement", "notes", "warnings"];
  const open = (id) => {
    const place = later("places")[id];
    if (!place) return;
    const list = byId("facts");
    list.replaceChildren();
    for (const key of facts) {
      if (!place[key]) continue;
      const name = document.createElement("dt");
      const text = document.createElement("dd");
      name.textContent = word(key);
      text.textContent = word(String(place[key]));
      list.append(name, text);
    }
    byId("command").textContent = "shihyo trace " + id;
    const picture = later("pictures")[place.picture];
    byId("figure").hidden = !picture;
    byId("none").hidden = Boolean(picture);
    if (picture) show(picture, place);
    byId("place").showModal();
    if (picture) byId("mark").scrollIntoView({ block: "nearest", inline: "center" });
  };
  const show = (picture, place) => {
    const [left, top, right, bottom] = picture.box;
    byId("picture").src = picture.src;
    byId("picture").alt = place.printed;
    const mark = byId("mark");
    mark.hidden = !place.box;
    if (!place.box) return;
    const share = (value, from, to) => 100 * (value - from) / (to - from) + "%";
    mark.style.left = share(place.box[0], left, right);
    mark.style.top = share(place.box[1], top, bottom);
    mark.style.width = share(place.box[2] - place.box[0] + left, left, right);
    mark.style.height = share(place.box[3] - place.box[1] + top, top, bottom);
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const head = target?.closest("th");
    if (target?.closest(".sort") && head) sort(head);
    const value = target?.closest("[data-o]");
    if (value) open(value.dataset.o);
    if (target?.id === "place") byId("place").close();
  });
  byId("close").addEventListener("click", () => byId("place").close());
  window.addEventListener("beforeprint", () => { for (const node of document.querySelectorAll("details")) node.open = true; });
})();
