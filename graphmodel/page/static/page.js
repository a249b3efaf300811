"use strict";
// Links and lists within the page change what it shows without loading it anew; they stay ordinary links all the same.
const go = (address, push) => {
  emitEvent("go", { address, push });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href"), true);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-pick]")) go(event.target.value, true);
  if (event.target.id === "tables") check(event.target.files);
});

window.addEventListener("popstate", () => go(location.pathname + location.search, false));

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
