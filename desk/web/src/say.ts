// say tells readers of the screen, and whoever looks, what was done.
export function say(words: string): void {
  const at = document.getElementById("said");
  if (at) at.textContent = words;
}
