// The page of a comparison. Text of reports only ever becomes textContent, a canvas label or an escaped cell.
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const LONGEST_LABEL = 22, HEAT_ROW = 24, HEAT_ROWS = 60;
  const colours = { met: "#5aa469", missed: "#d1495b", undecided: "#c7ccd1", target: "#9db4c8", actual: "#33658a" };
  const state = { tongue: 0, programme: -1, chosen: null };
  const charts = {}; // by the id of their canvas
  let table = null;

  const element = (id) => document.getElementById(id);
  const word = (code, group) => {
    const found = data.labels[group || "words"][code];
    return found ? found[state.tongue] : code;
  };
  const short = (text) => (text.length > LONGEST_LABEL ? text.slice(0, LONGEST_LABEL - 1) + "…" : text);
  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = String(text);
    if (name) made.className = name;
    return made;
  };
  const point = (series, year) => series.points.find((one) => one.year === year);
  const programmeName = (one) => [one.organization, one.program].filter(Boolean).join(" · ") || "—";
  const digits = (value) => (value === null ? "" : value.toLocaleString("en-US", { maximumFractionDigits: 2 }));

  const rows = data.series.map((series, index) => {
    const row = {
      id: index, programme: series.programme, name: series.name, unit: series.unit, level2: series.level2,
      flags: series.flags, program: programmeName(data.programmes[series.programme]),
    };
    for (const year of data.years) {
      const found = point(series, year);
      for (const side of ["target", "actual"]) {
        const stated = found ? found[side] : null;
        row[side + year] = stated ? (stated.number === null ? stated.text : stated.number) : null;
      }
      row["met" + year] = found ? found.met : null;
    }
    return row;
  });

  function mixed(one, other) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    if (typeof one === "number") return -1;
    if (typeof other === "number") return 1;
    return String(one === null ? "" : one).localeCompare(String(other === null ? "" : other), "zh");
  }

  function value(cell) {
    const shown = cell.getValue();
    const year = cell.getField().replace(/^\D+/, "");
    const missed = cell.getField().startsWith("actual") && cell.getData()["met" + year] === false;
    return make("span", typeof shown === "number" ? digits(shown) : shown, missed ? "missed" : "");
  }

  function flagged(cell) {
    const box = make("span");
    for (const code of cell.getValue()) box.appendChild(make("span", word(code, "flags"), "flag " + code));
    return box;
  }

  function columns() {
    const text = { headerFilter: "input", formatter: "plaintext" };
    const fixed = [
      { title: word("program"), field: "program", width: 160, visible: data.programmes.length > 1, ...text },
      { title: word("level2"), field: "level2", width: 96, ...text },
      { title: word("name"), field: "name", width: 250, frozen: true, ...text },
      { title: word("unit"), field: "unit", width: 70, ...text },
    ];
    const years = ["target", "actual"].map((side) => ({
      title: word(side),
      columns: data.years.map((year) => ({
        title: String(year), field: side + year, width: 80, hozAlign: "right", formatter: value, sorter: mixed, headerSort: true,
      })),
    }));
    const told = {
      title: word("flags"), field: "flags", width: 200, formatter: flagged, variableHeight: true,
      accessorPrint: (codes) => codes.map((code) => word(code, "flags")).join(" "),
      sorter: (one, other) => one.length - other.length,
    };
    return [...fixed, told, ...years];
  }

  function draw() {
    if (table) table.destroy();
    table = new Tabulator(element("table"), {
      data: rows, columns: columns(), layout: "fitDataFill", maxHeight: 520, printAsHtml: true, printRowRange: "active",
      placeholder: "—", rowFormatter: (row) => row.getElement().classList.toggle("chosen", row.getData().id === state.chosen),
    });
    table.on("rowClick", (event, row) => choose(row.getData().id));
    table.on("tableBuilt", filter);
  }

  function filter() {
    const wanted = element("filter").value.trim().toLowerCase(), flag = element("flag").value;
    table.setFilter((row) => {
      if (state.programme >= 0 && row.programme !== state.programme) return false;
      if (flag && !row.flags.includes(flag)) return false;
      return !wanted || (row.name + " " + row.program + " " + row.level2).toLowerCase().includes(wanted);
    });
  }

  function replace(name, settings) {
    if (charts[name]) charts[name].destroy();
    charts[name] = new Chart(element(name), settings);
  }

  function values() {
    const series = data.series[state.chosen];
    element("chosen").textContent = series ? series.name + (series.unit ? "（" + series.unit + "）" : "") : word("choose");
    const of = (side) => data.years.map((year) => {
      const found = series && point(series, year);
      return found && found[side] ? found[side].number : null;
    });
    const met = data.years.map((year) => (series && point(series, year) ? point(series, year).met : null));
    const mark = met.map((one) => (one === false ? colours.missed : colours.actual));
    replace("values", {
      data: {
        labels: data.years.map(String),
        datasets: [
          { type: "bar", order: 2, label: word("target"), data: of("target"), backgroundColor: colours.target, maxBarThickness: 60 },
          { type: "line", order: 1, label: word("actual"), data: of("actual"), borderColor: colours.actual, pointBackgroundColor: mark, pointRadius: 6, spanGaps: true },
        ],
      },
      options: { responsive: true, maintainAspectRatio: false, animation: false, scales: { y: { beginAtZero: true } } },
    });
  }

  function shownProgrammes() {
    return data.programmes.filter((one, index) => state.programme < 0 || index === state.programme).slice(0, 12);
  }

  function rates() {
    const shades = ["#33658a", "#f6ae2d", "#5aa469", "#8e6c8a", "#d1495b", "#86bbd8", "#758e4f", "#f26419", "#4c5454", "#b39c4d", "#2f4858", "#a2708a"];
    replace("rates", {
      type: "bar",
      data: {
        labels: data.years.map(String),
        datasets: shownProgrammes().map((one, index) => ({
          label: short(programmeName(one)), backgroundColor: shades[index], maxBarThickness: 60,
          data: data.years.map((year) => { const found = one.years.find((entry) => entry.year === year); return found ? found.rate : null; }),
        })),
      },
      options: { responsive: true, maintainAspectRatio: false, animation: false, scales: { y: { suggestedMin: 0, suggestedMax: 100 } } },
    });
  }

  function heat() {
    const shown = data.series.filter((one) => state.programme < 0 || one.programme === state.programme).slice(0, HEAT_ROWS);
    const cells = shown.flatMap((series, index) => series.points.map((one) => ({ x: String(one.year), y: String(index), met: one.met, series, one })));
    const kind = (met) => (met === null ? "undecided" : met ? "met" : "missed");
    const box = element("heat-box");
    box.style.height = shown.length * HEAT_ROW + 50 + "px";
    replace("heat", {
      type: "matrix",
      data: { datasets: [{
        data: cells, borderWidth: 1, borderColor: "#fff",
        backgroundColor: (context) => (context.raw ? colours[kind(context.raw.met)] : "#fff"),
        width: ({ chart }) => ((chart.chartArea || {}).width || 100) / data.years.length - 4,
        height: ({ chart }) => ((chart.chartArea || {}).height || 100) / Math.max(shown.length, 1) - 4,
      }] },
      options: {
        responsive: true, maintainAspectRatio: false, animation: false,
        plugins: { legend: { display: false }, tooltip: { callbacks: {
          title: (items) => items[0].raw.series.name,
          label: (item) => [item.raw.x, word(kind(item.raw.met)), item.raw.one.actual ? item.raw.one.actual.text : ""].join(" "),
        } } },
        scales: {
          x: { type: "category", labels: data.years.map(String), grid: { display: false }, offset: true },
          y: { type: "category", reverse: false, labels: shown.map((_, index) => String(index)), grid: { display: false }, offset: true,
            ticks: { autoSkip: false, callback: (_, index) => short(shown[index].name) }, afterFit: (scale) => { scale.width = 300; } },
        },
      },
    });
  }

  function reasons(link) {
    return link.slice(1).map((reason) => {
      const [code, number] = reason.split(" ");
      return word(code, "reasons") + (number ? " " + number : "");
    }).join(state.tongue ? ", " : "，");
  }

  function detail() {
    const box = element("detail"), series = data.series[state.chosen];
    box.replaceChildren();
    if (!series) return;
    const shown = make("table"), head = make("tr");
    for (const code of ["fiscal_year", "name", "target", "actual", "growth", "flags", "links", "file"]) head.appendChild(make("th", word(code)));
    shown.appendChild(head);
    for (const one of series.points) {
      const line = make("tr");
      const growth = one.growth === null ? one.why.map((code) => word(code, "why")).join(" ") : digits(one.growth);
      const link = one.link.length ? digits(one.link[0]) + " " + reasons(one.link) : "";
      const file = one.report + (one.page ? " · " + word("page") + " " + one.page : "");
      const flags = one.flags.map((code) => word(code, "flags")).join(" ");
      for (const text of [one.year, one.name, one.target ? one.target.text : "", one.actual ? one.actual.text : "", growth, flags, link, file]) line.appendChild(make("td", text));
      shown.appendChild(line);
    }
    box.appendChild(shown);
  }

  function choose(index) {
    const before = state.chosen;
    state.chosen = index;
    for (const id of [before, index]) {
      const row = id === null ? false : table.getRow(id);
      if (row) row.reformat();
    }
    values();
    detail();
  }

  function cards() {
    const count = (flag) => data.series.filter((one) => one.flags.includes(flag)).length;
    const shown = [
      [word("programmes"), data.programmes.length], [word("years"), data.years.join("–").replace(/–.*–/, "–")],
      [word("series"), data.series.length], [word("joined"), data.series.filter((one) => one.points.length > 1).length],
      ...["target_raised", "target_lowered", "missed_again", "new", "dropped"].map((flag) => [word(flag, "flags"), count(flag)]),
    ];
    element("cards").replaceChildren(...shown.map(([title, number]) => {
      const card = make("div", title, "card");
      card.prepend(make("b", number));
      return card;
    }));
  }

  function choices() {
    const option = (text, of) => { const made = make("option", text); made.value = of; return made; };
    element("programme").replaceChildren(option(word("all"), -1), ...data.programmes.map((one, index) => option(programmeName(one), index)));
    element("programme").value = String(state.programme);
    const before = element("flag").value;
    const known = Object.keys(data.labels.flags).filter((flag) => data.series.some((one) => one.flags.includes(flag)));
    element("flag").replaceChildren(option(word("all"), ""), ...known.map((flag) => option(word(flag, "flags"), flag)));
    element("flag").value = before;
  }

  function warnings() {
    const list = make("ul");
    for (const text of data.warnings) list.appendChild(make("li", text));
    element("warnings").replaceChildren(...(data.warnings.length ? [make("b", word("warnings")), list] : []));
  }

  function show() {
    document.documentElement.lang = state.tongue ? "en" : "zh-CN";
    document.title = word("title");
    for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
    element("tongue").textContent = state.tongue ? "中文" : "English";
    cards(); choices(); draw(); values(); rates(); heat(); detail(); warnings();
  }

  element("tongue").addEventListener("click", () => { state.tongue = 1 - state.tongue; show(); });
  element("print").addEventListener("click", () => window.print());
  element("filter").addEventListener("input", filter);
  element("flag").addEventListener("change", filter);
  element("programme").addEventListener("change", (event) => { state.programme = Number(event.target.value); filter(); rates(); heat(); });
  const first = data.series.findIndex((one) => one.points.length > 1);
  state.chosen = first >= 0 ? first : data.series.length ? 0 : null;
  show();
  window.comparisonPage = { table: () => table, charts: charts };
})();
