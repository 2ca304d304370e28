// The review as one file: a value and its box belong together, and the language can be switched.
"use strict";
(() => {
  const choose = (id) => {
    const row = document.getElementById(id);
    if (!row) return;
    document.querySelectorAll(".dipilih").forEach((e) => e.classList.remove("dipilih"));
    for (let e = row.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    row.classList.add("dipilih");
    document.querySelectorAll("rect[data-v]").forEach((r) => { if (r.dataset.v.split(" ").includes(id)) r.classList.add("dipilih"); });
    return row;
  };
  document.addEventListener("click", (event) => {
    const rect = event.target.closest("rect[data-v]");
    if (rect) { const row = choose(rect.dataset.v.split(" ")[0]); if (row) row.scrollIntoView({ block: "center" }); return; }
    const row = event.target.closest(".nilai[id], .temuan-satu[id]");
    if (row) choose(row.id);
    const button = event.target.closest("button[data-bahasa]");
    if (button) { document.documentElement.lang = button.dataset.bahasa; }
  });
})();
