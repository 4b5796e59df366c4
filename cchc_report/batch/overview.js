(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const table = byId("communes"), body = table.tBodies[0], headers = [...table.tHead.rows[0].cells];
  const nameBox = byId("name"), statusBox = byId("status"), shown = byId("shown"), more = byId("more"), region = table.parentElement;
  const statuses = [...statusBox.options].map((option) => option.value);
  const counted = new Intl.NumberFormat("vi-VN", { useGrouping: true });

  // Letters without their marks, so that "hoang truong" finds "Hoằng Trường".
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/\s+/g, " ").trim();

  // The rows stand in the order of a Vietnamese dictionary: a row's first index is the rank of its name.
  const communes = [...body.rows].map((row, rank) => {
    const link = row.cells[0].querySelector("a");
    return {
      row, rank, key: fold(row.cells[0].textContent), status: row.cells[1].className,
      details: link ? byId(link.hash.slice(1)) : null,
    };
  });

  // "1.603" is 1603, "99,06%" is 99.06, "−0,5" is -0.5; "–" is unknown.
  const numberIn = (text) => parseFloat(text.replace(/\./g, "").replace(",", ".").replace("−", "-"));
  const readers = {
    name: (commune) => commune.rank,
    status: (commune) => statuses.indexOf(commune.status),
    number: (commune, column) => numberIn(commune.row.cells[column].textContent),
  };

  // A browser takes a second to lay out all communes of the country: beyond AT_MOST the rest waits for a press of the button.
  const AT_MOST = 600;
  let order = communes, sorted = "", showsAll = false;

  const isWanted = (name, status) => (commune) => commune.key.includes(name) && (status === "" || commune.status === status);

  function show() {
    const wanted = order.filter(isWanted(fold(nameBox.value), statusBox.value));
    const rows = showsAll ? wanted : wanted.slice(0, AT_MOST);
    body.replaceChildren(...rows.map((commune) => commune.row));
    more.hidden = rows.length === wanted.length;
    more.textContent = `Hiện cả ${counted.format(wanted.length)} đơn vị`;
    const found = wanted.length === communes.length ? "" : `Tìm thấy ${counted.format(wanted.length)} đơn vị. `;
    shown.textContent = `${found}Hiện ${counted.format(rows.length)}/${counted.format(communes.length)} đơn vị.${sorted}`;
    return new Set(wanted);
  }

  function filter() {
    const wanted = show();
    for (const commune of communes) if (commune.details) commune.details.hidden = !wanted.has(commune);
  }

  function sortBy(column) {
    const header = headers[column], read = readers[header.dataset.kind];
    const direction = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const values = communes.map((commune) => [read(commune, column), commune]);
    values.sort(([a, one], [b, other]) => {
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b) || one.rank - other.rank;
      return direction * (a - b) || one.rank - other.rank;
    });
    order = values.map(([, commune]) => commune);
    headers.forEach((other) => other.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    sorted = ` Xếp theo cột “${header.textContent.trim()}”, ${direction > 0 ? "tăng dần" : "giảm dần"}.`;
    show();
  }

  headers.forEach((header, column) => header.querySelector("button").addEventListener("click", () => sortBy(column)));
  nameBox.addEventListener("input", filter);
  statusBox.addEventListener("input", filter);
  more.addEventListener("click", () => { showsAll = true; show(); region.focus(); });
  document.querySelector(".controls").hidden = false;
  filter(); // a browser may have kept what was typed before a reload

  // A link to a commune's problems opens them; printing opens all that were found and shows every row.
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) byId(link.hash.slice(1)).open = true;
  });
  const details = [...document.querySelectorAll("details")];
  let closed = [], cut = false;
  addEventListener("beforeprint", () => {
    closed = details.filter((one) => !one.open && !one.hidden);
    closed.forEach((one) => { one.open = true; });
    cut = !showsAll;
    showsAll = true;
    show();
  });
  addEventListener("afterprint", () => {
    closed.forEach((one) => { one.open = false; });
    showsAll = !cut;
    show();
  });
})();
