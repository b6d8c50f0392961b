// The reports this device keeps until the server has them. Shared by the page of the day and by its worker.
"use strict";

const queue = (() => {
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("essaim-jour", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("reports", { keyPath: "key" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  // One gesture on the store; resolved once it is written for good.
  const act = async (mode, gesture) => {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction("reports", mode);
        const asked = gesture(transaction.objectStore("reports"));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      base.close();
    }
  };

  const all = () => act("readonly", (store) => store.getAll());
  const put = (report) => act("readwrite", (store) => store.put(report));
  const remove = (key) => act("readwrite", (store) => store.delete(key));

  // A page kept for long has an old token against forged forms: ask for a fresh one, once.
  const refreshed = async (report) => {
    const page = await fetch(report.url, { credentials: "same-origin", cache: "reload" });
    const found = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await page.text());
    if (page.redirected || !found) return null;
    const body = new URLSearchParams(report.body);
    body.set("csrfmiddlewaretoken", found[1]);
    return { ...report, body: body.toString() };
  };

  const post = (report) =>
    fetch(report.url, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      body: report.body,
    });

  // One report: gone once the server says it has it; kept, with the reason, whatever else happens.
  const send = async (report) => {
    let answer = await post(report);
    if (answer.status === 403) {
      const fresh = await refreshed(report);
      if (!fresh) return put({ ...report, state: "sign-in" });
      await put(fresh);
      answer = await post(fresh);
    }
    const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.ok && isData && !answer.redirected) {
      const said = await answer.json();
      if (said.held) return remove(report.key).then(() => said.told);
    }
    if (answer.redirected || answer.status === 403) return put({ ...report, state: "sign-in" });
    if (answer.status >= 400 && answer.status < 500) {
      const said = isData ? await answer.json() : {};
      const errors = Object.values(said.errors || {}).flat();
      return put({ ...report, state: "refused", told: said.told || errors.join(" ") || "Ce lien ne s’ouvre plus." });
    }
    return undefined;
  };

  // Everything that waits, one after the other; the first one the network stops ends the round. Never two rounds at once.
  const round = async (tell) => {
    for (const report of (await all()).filter((one) => one.state !== "refused")) {
      let told;
      try {
        told = await send(report);
      } catch {
        return;
      }
      if (typeof told === "string") await tell?.(report, told);
    }
  };

  const flush = (tell) =>
    navigator.locks ? navigator.locks.request("essaim-jour", () => round(tell)) : round(tell);

  return { all, put, remove, flush };
})();
