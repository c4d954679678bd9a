// What others file is told as it comes, so that two people at once see each other's
// changes.
import { say } from "./say.ts";

export function live(): void {
  if (!document.querySelector(".top")) return;
  const events = new EventSource("/events");
  events.addEventListener("filed", (e) => {
    const filed: { by: string; what: string; of: string } = JSON.parse(e.data);
    say(`${filed.by}: ${filed.what}${filed.of === "-" ? "" : ` of ${filed.of}`}`);
    document.dispatchEvent(new CustomEvent("filed", { detail: filed }));
  });
}
