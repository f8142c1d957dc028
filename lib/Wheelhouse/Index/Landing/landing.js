"use strict";
(() => {
  // Where pip looks, seen from this page. Whatever else an address may hold, it is pasted into a shell: nothing but
  // plain characters stays unencoded, and a host with others, such as the brackets of an IPv6 address, is quoted.
  const index = new URL("simple/", location.href);
  const plain = (text) => text.replace(/[^\w./~%-]/g, (char) => "%" + char.charCodeAt(0).toString(16).toUpperCase());
  const address = `${index.protocol}//${index.host}${plain(index.pathname)}`;
  const shown = /^[\w.:-]*$/.test(index.host) ? address : `'${address}'`;

  const copyText = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      // Pages over plain HTTP have no clipboard of their own: select the command and copy the selection.
      getSelection().selectAllChildren(code);
      return document.execCommand("copy");
    }
  };
  const prepare = (commands) => {
    for (const place of commands.querySelectorAll(".address")) {
      place.textContent = shown;
    }
    for (const button of commands.querySelectorAll(".copy")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const done = await copyText(button.parentElement.querySelector("code"));
        button.textContent = done ? "Copied" : "Press Ctrl+C";
        setTimeout(() => (button.textContent = "Copy"), 2000);
      });
    }
  };

  // The commands of a package are made when it is opened.
  const commands = document.querySelector(".commands");
  const pristine = commands.cloneNode(true);
  prepare(commands);
  const packages = document.getElementById("packages");
  packages.addEventListener(
    "toggle",
    (event) => {
      const row = event.target;
      if (row.open && row.querySelector("summary .version") && !row.querySelector(".commands")) {
        const own = pristine.cloneNode(true);
        for (const name of own.querySelectorAll(".name")) {
          name.textContent = row.querySelector(".project").textContent;
        }
        prepare(own);
        row.querySelector("summary").after(own);
      }
    },
    true,
  );

  // A package is shown that has every word in its line or in the cells of its versions; heads of columns are no words of it.
  const wordsOf = (row) => [...row.querySelectorAll("summary, td")].map((part) => part.textContent).join(" ").toLowerCase();
  const rows = [...packages.children].map((row) => [row, wordsOf(row)]);
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      found += row.hidden ? 0 : 1;
    }
    count.textContent = found === rows.length ? found : `${found} of ${rows.length}`;
    document.getElementById("none").hidden = found > 0 || rows.length === 0;
  };
  search.hidden = rows.length === 0;
  search.addEventListener("input", filter);
  filter();
})();
