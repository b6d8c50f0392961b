// The page of the day: keep it on this device, keep each report until the server has it. Without this, forms work plainly.
"use strict";

(() => {
  const forms = [...document.querySelectorAll("form[data-report]")];
  const banner = document.querySelector("[data-kept]");
  const worker = document.querySelector("[data-worker]")?.dataset.worker;
  const WAITS = "Gardé sur cet appareil. Le compte rendu partira dès que le réseau reviendra.";
  const SIGN_IN = "Gardé sur cet appareil. Connectez-vous : il partira ensuite.";

  const say = (form, words, tone) => {
    const place = form.closest("[data-encounter]").querySelector("[data-state]");
    place.textContent = words;
    place.className = `alert ${tone}`;
    place.hidden = !words;
  };

  const formOf = (report) => forms.find((form) => form.closest("[data-encounter]").dataset.encounter === report.encounter);

  const held = (report, told) => {
    const form = formOf(report);
    if (!form) return;
    say(form, told ? `C’est noté : ${told}.` : "C’est noté.", "done");
    form.hidden = true;
  };

  const waited = new Map();

  const show = async () => {
    const waiting = await queue.all();
    for (const [key, report] of waited) {
      if (waiting.some((one) => one.key === key)) continue;
      waited.delete(key); // it left by another page, or by the worker
      if (!formOf(report)?.closest("[data-encounter]").querySelector("[data-state].done")) held(report, "");
    }
    banner.hidden = waiting.length === 0;
    banner.querySelector("[data-count]").textContent =
      waiting.length === 1 ? "1 compte rendu attend sur cet appareil." : `${waiting.length} comptes rendus attendent sur cet appareil.`;
    for (const report of waiting) {
      const form = formOf(report);
      if (!form) continue;
      waited.set(report.key, report);
      if (report.state === "refused") {
        say(form, `Pas envoyé : ${report.told} Corrigez et notez de nouveau.`, "late");
        form.hidden = false;
      } else {
        say(form, report.state === "sign-in" ? SIGN_IN : WAITS, "wait");
        form.hidden = true;
      }
    }
  };

  const flush = () => queue.flush(held).then(show, show);

  const typed = (form) => {
    const values = new URLSearchParams(new FormData(form));
    return { key: values.get("key"), encounter: form.closest("[data-encounter]").dataset.encounter, body: values.toString() };
  };

  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!form.reportValidity()) return;
      try {
        const others = (await queue.all()).filter((one) => one.encounter === typed(form).encounter);
        await queue.put({ ...typed(form), url: location.pathname, state: "waiting", at: Date.now() });
        for (const one of others) if (one.key !== typed(form).key) await queue.remove(one.key);
      } catch {
        form.submit(); // a device that keeps nothing: the plain form
        return;
      }
      navigator.serviceWorker?.ready.then((found) => found.sync?.register("comptes-rendus")).catch(() => {});
      await flush();
    }, true);
  }

  document.querySelector("[data-send]")?.addEventListener("click", flush);
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    held(data.report, data.told);
    show();
  });
  addEventListener("online", flush);
  addEventListener("pageshow", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  setInterval(async () => (await queue.all()).some((one) => one.state === "waiting") && flush(), 30_000);

  // Keep this page and all it is made of: the worker was not there yet when they were asked.
  const keepPage = async () => {
    const pieces = [
      ...[...document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")].map((one) => one.href),
      ...[...document.querySelectorAll("script[src]")].map((one) => one.src),
      ...[...document.querySelectorAll("use")].map((one) => new URL(one.getAttribute("href"), location).href.split("#")[0]),
    ];
    const kept = await caches.open("essaim-jour-1");
    await kept.addAll([...new Set(pieces)]);
    await kept.add(location.pathname);
    const told = document.querySelector("[data-offline]");
    if (told) told.hidden = false;
  };

  if ("serviceWorker" in navigator && worker) {
    navigator.serviceWorker.register(worker).then(() => navigator.serviceWorker.ready).then(keepPage).catch(() => {});
  }
})();
