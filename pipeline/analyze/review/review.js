"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const words = read("words");
  const items = read("items");
  const pictures = read("pictures");
  const post = byId("script").dataset.post;
  const cards = [...document.querySelectorAll(".item")];
  let language = document.documentElement.lang === "en" ? 1 : 0;
  const word = (key) => (words[key] ? words[key][language] : key);
  byId("language").addEventListener("click", () => {
    language = 1 - language;
    document.documentElement.lang = language ? "en" : "ja";
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = word(node.dataset.t);
    for (const node of document.querySelectorAll("[data-ta]")) node.setAttribute("aria-label", word(node.dataset.ta));
  });
  byId("all").textContent = String(document.querySelectorAll(".item form").length);

  // pictures: the table, the cell marked, scrolled to it
  const draw = (card) => {
    const i = cards.indexOf(card);
    const picture = pictures[items[i].picture];
    const crop = card.querySelector(".crop");
    if (!picture) return;
    const [left, top, right, bottom] = picture.box;
    const box = items[i].box;
    const image = card.querySelector("img");
    image.src = picture.src;
    image.alt = items[i].expected;
    const spot = card.querySelector(".spot");
    spot.hidden = !box;
    if (!box) return;
    spot.style.left = 100 * (box[0] - left) / (right - left) + "%";
    spot.style.top = 100 * (box[1] - top) / (bottom - top) + "%";
    spot.style.width = 100 * (box[2] - box[0]) / (right - left) + "%";
    spot.style.height = 100 * (box[3] - box[1]) / (bottom - top) + "%";
    image.addEventListener("load", () => {
      crop.scrollTop = spot.offsetTop - crop.clientHeight / 2;
      crop.scrollLeft = spot.offsetLeft - crop.clientWidth / 2;
    });
  };
  // only those near the window: there may be thousands
  const near = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) if (isIntersecting) { near.unobserve(target); draw(target); }
  }, { rootMargin: "800px" });
  cards.forEach((card, i) => {
    card.querySelector(".crop").hidden = !pictures[items[i].picture];
    near.observe(card);
  });

  // accepting
  const quoted = (text) => JSON.stringify(text).replaceAll("\u007f", "\\u007F");
  const keep = (told) => {
    const keys = ["document", "page", "table", "row", "column", "expected", "correct", "why", "by"];
    const lines = keys.map((key) => key + " = " + (typeof told[key] === "number" ? told[key] : quoted(told[key])));
    byId("gathered").value += "[[" + told.kind + "]]\n" + lines.join("\n") + "\n\n";
    return Promise.resolve({ ok: true });
  };
  const send = async (told) => {
    const answer = await fetch(post, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told),
    });
    return answer.json();
  };
  let by = "";
  const accept = async (form) => {
    const item = items[Number(form.dataset.item)];
    by = form.elements.by.value;
    const told = {
      document: item.document, page: item.page, table: item.table, row: item.row, column: item.column,
      expected: item.expected, correct: form.elements.correct.value, kind: form.elements.kind.value,
      why: form.elements.why.value, by,
    };
    const output = form.querySelector("output");
    let answer;
    try { answer = await (post ? send(told) : keep(told)); } catch (error) { answer = { ok: false, error: String(error) }; }
    if (!answer.ok) { output.textContent = answer.error; return; }
    output.textContent = word("review.accepted");
    const card = form.closest(".item");
    card.classList.add("accepted");
    for (const field of form.elements) field.disabled = true;
    byId("done").textContent = String(document.querySelectorAll(".accepted").length);
    for (const other of document.querySelectorAll("[name=by]")) if (!other.value) other.value = by;
    move(card, 1);
  };
  document.addEventListener("submit", (event) => { event.preventDefault(); accept(event.target); });

  // by keyboard: j and k move, 1 … 9 choose a reading, Enter accepts
  const move = (card, step) => {
    for (let i = cards.indexOf(card) + step; i >= 0 && i < cards.length; i += step) {
      if (cards[i].classList.contains("accepted")) continue;
      cards[i].focus();
      cards[i].scrollIntoView({ block: "nearest" });
      return;
    }
  };
  const choose = (button) => { button.form.elements.correct.value = button.dataset.text; };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".reading") : null;
    if (button) choose(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target;
    const card = at.closest(".item");
    const writing = at.matches("input, textarea, select");
    if (event.key === "Escape" && card) { card.focus(); return; }
    if (writing || at.matches("button")) return;
    if (event.key === "j") move(card, 1);
    else if (event.key === "k" && card) move(card, -1);
    else if (card && /^[1-9]$/.test(event.key)) {
      const button = card.querySelectorAll(".reading")[Number(event.key) - 1];
      if (button) choose(button);
    } else if (card && event.key === "e") { event.preventDefault(); card.querySelector("textarea")?.focus(); }
    else if (card && event.key === "Enter") { event.preventDefault(); card.querySelector("form")?.requestSubmit(); }
  });
  byId("copy")?.addEventListener("click", () => {
    byId("gathered").select();
    if (navigator.clipboard) navigator.clipboard.writeText(byId("gathered").value).catch(() => document.execCommand("copy"));
    else document.execCommand("copy");
  });
  cards[0]?.focus();
})();
