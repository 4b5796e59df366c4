"use strict";
const base = document.body.dataset.base;
const live = document.getElementById("bao");
const say = (text) => { live.textContent = text; if (text) setTimeout(() => { if (live.textContent === text) live.textContent = ""; }, 6000); };

/* files dropped or chosen */
async function send(url, files) {
  for (const file of files) {
    say(`Đang nhận ${file.name}…`);
    let answer, said;
    try {
      answer = await fetch(url, { method: "POST", body: file, headers: { "X-Name": encodeURIComponent(file.name) } });
      said = await answer.json();
    } catch {
      alert("Không gửi được tệp. Chương trình có thể đã dừng: hãy mở lại.");
      return;
    }
    if (!answer.ok) { alert(said.message); return; }
    if (said.go) { location = said.go; return; }
  }
  location.reload();
}
for (const zone of document.querySelectorAll("[data-drop]")) {
  zone.querySelector("input").addEventListener("change", (event) => send(zone.dataset.drop, event.target.files));
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); zone.classList.remove("over"); send(zone.dataset.drop, event.dataTransfer.files); });
}
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault()); /* a file beside the zone must not replace the page */

/* the period */
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-go]");
  if (form) location = `${form.dataset.go}/${event.target.value}/${form.dataset.page}`;
});

/* the filter of problems */
const filters = document.querySelectorAll("[data-filter]");
function filter() {
  const wanted = {};
  for (const one of filters) wanted[one.dataset.filter] = one.value.toLocaleLowerCase("vi");
  for (const sheet of document.querySelectorAll(".sheet")) {
    let shown = 0;
    const title = sheet.querySelector("h2").textContent.toLocaleLowerCase("vi");
    for (const one of sheet.querySelectorAll(".problem")) {
      const fits = (!wanted.severity || one.dataset.severity === wanted.severity)
        && (!wanted.text || title.includes(wanted.text) || one.textContent.toLocaleLowerCase("vi").includes(wanted.text));
      one.hidden = !fits;
      shown += fits;
    }
    sheet.hidden = shown === 0;
  }
}
for (const one of filters) one.addEventListener("input", filter);

/* what the program tells: work going on, a workbook saved in Excel */
async function renew() {
  const here = document.querySelector("[data-live]");
  if (!here) return;
  say("Sổ tính vừa được lưu, đang kiểm tra lại…");
  for (;;) {
    const answer = await fetch(location.href, { headers: { "X-Live": "1" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (fresh) {
      here.replaceWith(fresh);
      const count = page.querySelector(".count"), old = document.querySelector(".count");
      if (count && old) old.textContent = count.textContent;
      filter();
      say("Đã kiểm tra lại.");
      return;
    }
    if (!page.querySelector("[data-job]")) { location.reload(); return; }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
const job = document.querySelector("[data-job]");
function end() { location = job.dataset.back; }
const events = new EventSource(`${base}/events`);
let lost;
events.addEventListener("open", () => { if (lost) { clearTimeout(lost); lost = undefined; live.textContent = ""; } });
events.addEventListener("error", () => {
  lost ??= setTimeout(() => { live.textContent = "Chương trình đã dừng. Hãy mở lại chương trình để làm tiếp."; }, 3000);
});
events.addEventListener("changed", renew);
events.addEventListener("progress", (event) => {
  const said = JSON.parse(event.data);
  if (!job || said.id !== job.dataset.job) return;
  if (said.done) { end(); return; }
  job.querySelector(".said-now").textContent = said.said;
  const bar = job.querySelector("progress");
  if (said.share === null) bar.removeAttribute("value"); else bar.value = said.share * 100;
});
if (job) setInterval(async () => { /* the end may have been told before this page listened */
  const state = await fetch(`${base}/job/${job.dataset.job}/state`);
  if ((await state.json()).done) end();
}, 1500);
