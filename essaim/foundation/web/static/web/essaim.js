// Essaim's only script. Everything works without it.
"use strict";
document.documentElement.classList.add("js");

// The summary of errors, or the message of what has just happened, receives the focus.
const focusNews = (root) => root.querySelector("[data-focus]")?.focus();
focusNews(document);
document.addEventListener("htmx:load", (event) => focusNews(event.detail.elt));

// A sent form says so on its button, and is not sent twice. A page found again (Back) is at rest.
const content = new WeakMap();
const rest = (button) => {
  button.removeAttribute("aria-busy");
  button.replaceChildren(...content.get(button));
};
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.matches(".button[data-busy]")) return;
  if (button.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  content.set(button, [...button.childNodes]);
  button.setAttribute("aria-busy", "true");
  button.textContent = button.dataset.busy;
});
window.addEventListener("pageshow", () => {
  [...document.querySelectorAll("[aria-busy=true]")].filter((button) => content.has(button)).forEach(rest);
});

// Table twins and definitions are opened on paper.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  opened.forEach((detail) => { detail.open = true; });
});
window.addEventListener("afterprint", () => opened.forEach((detail) => { detail.open = false; }));
