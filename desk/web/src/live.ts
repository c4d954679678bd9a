// What others file is told as it comes, so that two people at once see each other's
// changes: a line that is on the page shows at once what was decided of it.
import { say } from "./say.ts";

/** A Filed entry is what a browser is told of one. */
export type Filed = { seq: number; by: string; what: string; of: string };

// last is the entry that this page was told of last.
let last = "";
let events: EventSource | undefined;

export function live(): void {
  if (!document.querySelector(".top")) return;
  listen();
  document.addEventListener("visibilitychange", listen);
}

// listen holds a connection as long as the page is looked at, as a browser has six
// of them for all its tabs. Whoever comes back is told what was missed.
function listen(): void {
  if (document.hidden) {
    events?.close();
    events = undefined;
    return;
  }
  if (events) return;
  events = new EventSource(last ? `/events?last=${last}` : "/events");
  events.addEventListener("from", (e) => { last = e.lastEventId; });
  events.addEventListener("filed", (e) => {
    last = e.lastEventId;
    const filed: Filed = JSON.parse(e.data);
    if (filed.by !== document.querySelector(".person")?.textContent) say(`${filed.by}: ${filed.what}${filed.of === "-" ? "" : ` of ${filed.of}`}`);
    document.dispatchEvent(new CustomEvent("filed", { detail: filed }));
    void show(filed);
  });
}

const statuses: Record<string, string> = { accept: "accepted", reject: "rejected", correct: "corrected" };

// show has every place of the page where the line is listed say how it stands. A list
// that is drawn from data sees to its own.
async function show(filed: Filed): Promise<void> {
  const of = CSS.escape(filed.of);
  const places = [...document.querySelectorAll<HTMLElement>(`.line[data-of="${of}"], [data-at="${of}"]`)].filter((p) => !p.closest(".virtual"));
  if (places.length === 0 || filed.what === "note") return;
  const answer = await fetch(`/api/lines/${filed.of}`);
  const status: string | undefined = answer.ok ? (await answer.json()).status : statuses[filed.what];
  if (!status) return;
  for (const place of places) {
    for (const was of ["read", ...Object.values(statuses)]) place.classList.remove(was);
    place.classList.add(status);
    const at = place.querySelector<HTMLElement>(".status");
    if (!at) continue;
    at.className = `status ${status}`;
    at.textContent = status;
    at.title = `by ${filed.by}`;
  }
}
