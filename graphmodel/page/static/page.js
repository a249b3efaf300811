"use strict";
// Links and lists within the page change what it shows without loading it anew; they stay ordinary links all the same.
const go = (address, push) => {
  held = described(document.activeElement);
  emitEvent("go", { address, push });
};

// What is worked on keeps the keyboard when its part of the page is made anew: it is known again by what it is called.
let held = null;
const described = (element) => {
  if (!element?.closest("#body")) return null;
  const label = element.labels?.[0]?.firstChild.textContent ?? element.textContent;
  return `${element.tagName} ${label.trim()}`;
};

const keepFocus = () => {
  const body = document.getElementById("body");
  if (!body) return;
  new MutationObserver(() => {
    if (!held || document.activeElement !== document.body) return;
    const same = [...body.querySelectorAll("a, select, input")].find((element) => described(element) === held);
    if (same) same.focus({ preventScroll: true });
  }).observe(body, { childList: true, subtree: true });
};
window.addEventListener("load", keepFocus);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href"), true);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-pick]")) go(event.target.value, true);
  if (event.target.matches("input[data-since]")) {
    const address = new URL(location.href);
    address.searchParams.set("since", event.target.value || "none");
    go(address.pathname + address.search, true);
  }
  if (event.target.id === "tables") check(event.target.files);
});

window.addEventListener("popstate", () => go(location.pathname + location.search, false));

// A frame is blank until it is drawn. Its load is not told to those around it, but it can be caught on its way down.
document.addEventListener(
  "load",
  (event) => {
    const frame = event.target.closest?.(".frame");
    if (!frame) return;
    const told = frame.querySelector(".drawing");
    frame.setAttribute("aria-busy", "false");
    told.classList.add("unseen");
    told.textContent = told.dataset.done;
  },
  true,
);

// A file may take seconds to make: it is fetched here, so that the page can say so, and is kept when it is there.
const nameIn = (answer) => decodeURIComponent(answer.headers.get("content-disposition")?.split("''")[1] ?? "");

const keep = (content, name) => {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const tellMaking = (text, isMaking) => {
  const told = document.getElementById("making");
  if (!told) return;
  told.setAttribute("aria-busy", String(isMaking));
  told.textContent = text;
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[download]");
  const told = document.getElementById("making");
  if (!link || !told || link.protocol === "blob:" || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (told.getAttribute("aria-busy") === "true") return;
  const { making, made, failed } = told.dataset;
  tellMaking(making, true);
  try {
    const answer = await fetch(link.href);
    if (answer.ok) {
      const name = nameIn(answer);
      keep(await answer.blob(), name);
      tellMaking(`${made}${name}`, false);
      // It lies over what is below it: long enough to be read, no longer.
      setTimeout(() => told.textContent === `${made}${name}` && tellMaking("", false), 10_000);
    } else {
      const why = new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent;
      tellMaking(why.trim().replace(/\s+/g, " ") || failed, false);
    }
  } catch {
    tellMaking(failed, false);
  }
});

// Tables that are dropped, or chosen.
const over = (event) => {
  const drop = event.target.closest?.("#drop");
  if (!drop) return;
  event.preventDefault();
  drop.classList.toggle("over", event.type === "dragover");
  if (event.type === "drop") check(event.dataTransfer.files);
};
for (const type of ["dragover", "dragleave", "drop"]) document.addEventListener(type, over);

const check = async (files) => {
  const drop = document.getElementById("drop");
  const outcome = document.getElementById("outcome");
  if (!files.length) return;
  outcome.textContent = drop.dataset.checking;
  const data = new FormData();
  for (const file of files) data.append("tables", file);
  try {
    const answer = await fetch(drop.dataset.url, { method: "POST", body: data });
    outcome.innerHTML = await answer.text();
    const book = outcome.querySelector("a[data-book]");
    // An address that holds the file itself may not be longer than some browsers take.
    if (book) book.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(book.dataset.book), (byte) => byte.charCodeAt(0))]));
    document.getElementById("checked")?.focus();
  } catch {
    outcome.textContent = drop.dataset.failed;
  }
  document.getElementById("tables").value = "";
};
