"use strict";
/* Language, light and dark, paper, sorting, and the values under the pointer. Texts are read from the page and set as text. */
(() => {
  const root = document.documentElement;
  const all = (within, what) => Array.from(within.querySelectorAll(what));
  const said = (place) => (place.querySelector('[lang="' + root.lang + '"]') || place).textContent.trim();

  const languages = all(document, "[data-lang]");
  const speak = (lang) => {
    root.lang = lang;
    document.title = said(document.querySelector("h1"));
    languages.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.lang === lang)));
    all(document, "[data-hover]").forEach(hide);
  };
  languages.forEach((button) => button.addEventListener("click", () => speak(button.dataset.lang)));

  const night = document.querySelector("[data-theme-switch]");
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const shade = () => night.setAttribute("aria-pressed", String(dark()));
  night.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    shade();
  });
  system.addEventListener("change", shade);
  document.querySelector("[data-print]").addEventListener("click", () => window.print());

  /* up, down, and back to the order the table came in; what has no number stands last either way */
  const compare = (column, down) => (one, other) => {
    const [a, b] = [one.cells[column], other.cells[column]];
    const [x, y] = [a.dataset.v, b.dataset.v];
    if (x !== undefined && y !== undefined) return down ? y - x : x - y;
    if (x !== undefined || y !== undefined) return x === undefined ? 1 : -1;
    const order = said(a).localeCompare(said(b), root.lang, { numeric: true });
    return down ? -order : order;
  };
  all(document, "table").forEach((table) => {
    const body = table.tBodies[0];
    const first = Array.from(body.rows);
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")];
      heads.forEach((other) => other.setAttribute("aria-sort", other === head ? next : "none"));
      const rows = next === "none" ? first : first.slice().sort(compare(column, next === "descending"));
      body.append(...rows);
    }));
  });

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const hide = (chart) => {
    chart.querySelector(".rule").hidden = true;
    chart.querySelector(".tip").hidden = true;
  };
  const show = (chart, row) => {
    const sheet = chart.querySelector('.sheet[lang="' + root.lang + '"]');
    if (!sheet || sheet.dataset.first === undefined) return;
    const [first, left, last, right] = ["first", "left", "last", "right"].map((name) => Number(sheet.dataset[name]));
    const year = Number(row.cells[0].dataset.v);
    const at = left + ((right - left) * (year - first)) / (last - first);
    const [rule, tip] = [chart.querySelector(".rule"), chart.querySelector(".tip")];
    const heads = row.closest("table").tHead.rows[0].cells;
    const lines = Array.from(row.cells).slice(1).map((cell, column) => {
      const line = document.createElement("div");
      line.append(element("span", said(heads[column + 1])), element("span", said(cell)));
      return cell.dataset.v === undefined ? null : line;
    });
    tip.replaceChildren(element("b", said(heads[0]) + " " + year), ...lines.filter(Boolean));
    rule.hidden = tip.hidden = false;
    rule.style.left = at * 100 + "%";
    /* beside the line, on the side with more room, and inside the chart */
    const [width, room, x] = [tip.offsetWidth, chart.clientWidth, at * chart.clientWidth];
    const beside = x > room / 2 ? x - width - 10 : x + 10;
    tip.style.left = Math.max(0, Math.min(beside, room - width)) + "px";
    chart.dataset.year = String(year);
  };
  all(document, "[data-hover]").forEach((chart) => {
    const rows = Array.from(chart.parentElement.querySelector("details.values tbody").rows);
    const byYear = rows.slice().sort((a, b) => a.cells[0].dataset.v - b.cells[0].dataset.v);
    const nearest = (year) => byYear.reduce((best, row) =>
      Math.abs(row.cells[0].dataset.v - year) < Math.abs(best.cells[0].dataset.v - year) ? row : best);
    const point = (event) => {
      const sheet = chart.querySelector('.sheet[lang="' + root.lang + '"]');
      if (!sheet || sheet.dataset.first === undefined) return;
      const [first, left, last, right] = ["first", "left", "last", "right"].map((name) => Number(sheet.dataset[name]));
      const box = sheet.getBoundingClientRect();
      const part = (event.clientX - box.left) / box.width;
      show(chart, nearest(first + ((part - left) / (right - left)) * (last - first)));
    };
    chart.addEventListener("pointermove", point);
    chart.addEventListener("pointerdown", point);
    chart.addEventListener("pointerleave", () => hide(chart));
    chart.addEventListener("blur", () => hide(chart));
    chart.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return hide(chart);
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const now = byYear.findIndex((row) => row.cells[0].dataset.v === chart.dataset.year);
      const next = now < 0 ? (step > 0 ? 0 : byYear.length - 1) : Math.max(0, Math.min(now + step, byYear.length - 1));
      show(chart, byYear[next]);
    });
  });

  speak(root.lang);
  shade();
})();
