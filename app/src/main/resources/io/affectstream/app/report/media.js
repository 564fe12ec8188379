// Plays the recording of an episode, if the reader chooses the file: it stays on this computer.
const table = document.querySelector("table.episodes");
if (table) {
  const add = (parent, name, properties = {}) => parent.appendChild(Object.assign(document.createElement(name), properties));
  const section = document.createElement("section");
  section.className = "recording";
  add(section, "h2", { textContent: "Recording" });
  const label = add(section, "label", { textContent: "Choose the file of this stream, then click an episode. Nothing is uploaded. " });
  const choice = add(label, "input", { type: "file", accept: "video/*,audio/*" });
  const player = add(section, "video", { controls: true, hidden: true, playsInline: true });
  const problem = add(section, "p", { hidden: true, textContent: "This browser cannot play the file." });
  table.parentNode.before(section);
  let address = null;
  let until = Infinity;
  choice.addEventListener("change", () => {
    if (address) URL.revokeObjectURL(address);
    if (!choice.files.length) return;
    address = URL.createObjectURL(choice.files[0]);
    player.src = address;
    player.hidden = false;
    problem.hidden = true;
    table.classList.add("playable");
  });
  player.addEventListener("error", () => { problem.hidden = false; });
  player.addEventListener("timeupdate", () => {
    if (player.currentTime >= until) {
      until = Infinity;
      player.pause();
    }
  });
  player.addEventListener("seeking", () => { if (player.currentTime >= until) until = Infinity; });
  for (const row of [...table.rows].slice(1)) {
    const [onset, , offset] = [...row.cells].map((cell) => Number(cell.textContent));
    const button = document.createElement("button");
    button.append(...row.cells[3].childNodes);
    button.title = "Play this episode";
    row.cells[3].append(button);
    button.addEventListener("click", () => {
      if (!address) {
        choice.click();
        return;
      }
      player.currentTime = Math.max(0, onset - 0.5);
      until = offset + 0.5;
      player.play();
      player.scrollIntoView({ block: "nearest" });
    });
  }
}
