// The document page: a value and its box belong together, the next doubtful value is one key away.
// Everything works without this script too, with one page load per step.
"use strict";
(() => {
  const main = document.getElementById("isi");
  const panel = document.getElementById("panel");
  const svg = document.getElementById("kotak");
  const frame = document.getElementById("bingkai");
  const sheet = document.getElementById("lembar");
  const picture = document.getElementById("gambar");
  const news = document.getElementById("kabar");
  const page = Number(main.dataset.halaman);
  const tab = main.dataset.panel;
  let doubts = JSON.parse(main.dataset.ragu);
  let chosen = null;
  let turn = 0;
  let resume = null; // the doubt that came after the one decided last
  const ZOOMS = [1, 1.25, 1.5, 2, 2.5, 3, 4];
  let zoom = Number(sessionStorage.getItem("perbesar")) || 0;

  const tell = (text, wrong) => { news.textContent = text; news.classList.toggle("salah", Boolean(wrong)); };
  const rows = () => [...panel.querySelectorAll(".nilai[id], .temuan-satu[id]")].filter((r) => r.offsetParent !== null);
  const boxes = (id) => svg ? [...svg.querySelectorAll("rect[data-v]")].filter((r) => r.dataset.v.split(" ").includes(id)) : [];

  function choose(id, options = {}) {
    const row = document.getElementById(id);
    if (!row) return false;
    document.querySelectorAll(".dipilih").forEach((e) => e.classList.remove("dipilih"));
    for (let e = row.parentElement; e && e !== panel; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    row.classList.add("dipilih");
    chosen = id;
    if (options.focus !== false) row.focus({ preventScroll: true });
    if (options.scroll !== false) row.scrollIntoView({ block: "nearest" });
    const found = boxes(id);
    found.forEach((r) => { r.classList.add("dipilih"); svg.appendChild(r); });
    if (found.length) center(found[0]);
    return true;
  }

  function center(rect) {
    const inside = rect.getBoundingClientRect();
    const view = frame.getBoundingClientRect();
    const out = (a, b, c, d) => a < c || b > d;
    if (out(inside.top, inside.bottom, view.top, view.bottom)) frame.scrollTop += inside.top - view.top - (view.height - inside.height) / 2;
    if (out(inside.left, inside.right, view.left, view.right)) frame.scrollLeft += inside.left - view.left - Math.max(12, (view.width - inside.width) / 2);
  }

  function goTo(doubt) {
    const [number, where, id] = doubt;
    if (where === tab && choose(id)) return;
    sessionStorage.setItem("kabar", news.textContent);
    location.href = `?halaman=${number}&panel=${where}#${id}`;
  }

  function step(direction) {
    if (!doubts.length) { tell(main.dataset.selesai); return; }
    const at = doubts.findIndex((d) => d[2] === chosen);
    if (at >= 0) { goTo(doubts[(at + direction + doubts.length) % doubts.length]); return; }
    goTo(doubts.find((d) => d[2] === resume) || doubts[direction > 0 ? 0 : doubts.length - 1]);
  }

  function move(direction) {
    const list = rows();
    const at = list.findIndex((r) => r.id === chosen);
    const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + direction))];
    if (next) choose(next.id);
  }

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    const row = form.closest(".nilai");
    const at = row ? doubts.findIndex((d) => d[2] === row.id) : -1;
    const action = body.get("aksi");
    tell("…");
    let answer, result;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      result = await answer.json();
    } catch { tell(main.dataset.gagal, true); return; }
    if (!result.panel) { tell(result.pesan || main.dataset.gagal, true); return; }
    if (!answer.ok && answer.status !== 409) { tell(result.pesan, true); return; }
    const following = at >= 0 ? doubts.slice(at + 1) : [];
    panel.innerHTML = result.panel;
    if (svg) svg.innerHTML = result.kotak;
    doubts = result.ragu;
    document.getElementById("sisa").textContent = doubts.length;
    dress();
    tell(result.pesan, !answer.ok);
    const left = new Set(doubts.map((d) => d[2]));
    const next = following.find((d) => left.has(d[2]));
    if (at >= 0) resume = next ? next[2] : null;
    if (answer.ok && action === "terima" && next) goTo(next);
    else if (row) choose(row.id);
    if (answer.ok && action === "terima" && !next) tell(`${result.pesan} ${doubts.length ? "" : main.dataset.selesai}`);
  }

  function edit() {
    const row = chosen && document.getElementById(chosen);
    const details = row && row.querySelector(".ubah");
    if (!details) return;
    details.open = true;
    const input = details.querySelector("textarea, input:not([type=hidden]), select");
    input.focus();
    if (input.select) input.select();
  }

  function cancel(details) {
    details.querySelector("form").reset();
    details.open = false;
    choose(details.closest(".nilai").id);
  }

  function dress() {
    panel.querySelectorAll(".tutup").forEach((b) => { b.hidden = false; });
  }

  function scale(change) {
    if (!sheet) return;
    zoom = Math.max(0, Math.min(ZOOMS.length - 1, zoom + change));
    sessionStorage.setItem("perbesar", zoom);
    const factor = ZOOMS[zoom];
    sheet.style.width = `${factor * 100}%`;
    document.getElementById("besar").textContent = `${Math.round(factor * 100)}%`;
    const wanted = factor >= 2.5 ? 3 : factor >= 1.5 || (devicePixelRatio > 1.5 && innerWidth > 700) ? 2 : 1;
    if (picture && Number(picture.dataset.skala || 1) < wanted) {
      picture.dataset.skala = wanted;
      picture.src = `${picture.src.split("?")[0]}?skala=${wanted}`;
    }
  }

  async function layer(input) {
    svg.classList.toggle(`lapis-${input.value}`, input.checked);
    if (!input.checked || !["kata", "sel"].includes(input.value) || svg.dataset.kata) return;
    svg.dataset.kata = "1";
    tell(main.dataset.membaca);
    try {
      const answer = await fetch(`/dokumen/${main.dataset.dokumen}/halaman/${page}.json`);
      const seen = await answer.json();
      if (!answer.ok) { tell(seen.pesan, true); return; }
      seen.kata.forEach((w) => draw(w, w[5] < 0.9 ? "k-kata ragu-kata" : "k-kata", w[4]));
      seen.sel.forEach((c) => draw(c, "k-sel", ""));
      tell("");
    } catch { tell(main.dataset.gagal, true); delete svg.dataset.kata; }
  }

  function draw(box, kind, title) {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", kind);
    [["x", box[0]], ["y", box[1]], ["width", Math.max(1, box[2] - box[0])], ["height", Math.max(1, box[3] - box[1])]].forEach(([k, v]) => rect.setAttribute(k, v));
    if (title) rect.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "title")).textContent = title;
    svg.prepend(rect);
  }

  panel.addEventListener("submit", (event) => {
    if (!event.target.classList.contains("putusan")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  panel.addEventListener("click", (event) => {
    const close = event.target.closest(".tutup");
    if (close) { cancel(close.closest(".ubah")); return; }
    const link = event.target.closest("a.tunjuk");
    const row = event.target.closest(".nilai[id], .temuan-satu[id]");
    if (!row) return;
    if (link && Number(row.dataset.halaman) !== page) return;
    if (link) event.preventDefault();
    choose(row.id, { scroll: false, focus: Boolean(link) });
  });
  if (svg) svg.addEventListener("click", (event) => {
    const rect = event.target.closest("rect[data-v]");
    if (!rect) return;
    const ids = rect.dataset.v.split(" ");
    turn = rect.classList.contains("dipilih") ? turn + 1 : 0;
    const id = ids[turn % ids.length];
    if (!choose(id)) location.href = `?halaman=${page}&panel=${id.startsWith("t-") ? "temuan" : id.startsWith("v-dn") ? "fakta" : "rekaman"}#${id}`;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && event.target.closest(".ubah")) { cancel(event.target.closest(".ubah")); return; }
    if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { typing.form.requestSubmit(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.target.closest("button, a, summary")) {
      const button = chosen && document.getElementById(chosen).querySelector("button.terima");
      if (button) { event.preventDefault(); button.form.requestSubmit(button); }
      return;
    }
    const keys = { n: () => step(1), s: () => step(1), p: () => step(-1), e: edit, ArrowDown: () => move(1), ArrowUp: () => move(-1), "+": () => scale(1), "-": () => scale(-1) };
    if (!keys[event.key] || (event.key.startsWith("Arrow") && (!chosen || event.target === frame))) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("ragu-berikut").addEventListener("click", () => step(1));
  document.getElementById("perbesar").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) scale(Number(button.dataset.perbesar));
  });
  document.getElementById("lapis").addEventListener("change", (event) => svg && layer(event.target));
  ["perbesar", "lapis", "ragu-berikut", "tuts"].forEach((id) => { document.getElementById(id).hidden = false; });
  dress();
  scale(0);
  tell(sessionStorage.getItem("kabar") || "");
  sessionStorage.removeItem("kabar");
  if (location.hash.length > 1) choose(decodeURIComponent(location.hash.slice(1)));
})();
