// Shows the numbers at the pointer; the page is complete without it.
const names = ["Neutral", "Anger", "Disgust", "Fear", "Happiness", "Sadness", "Surprise", "Other"];
const units = [...new Set([...document.querySelectorAll(".lane span")]
  .map((span) => span.textContent).filter((text) => text.startsWith("AU")).map((text) => text.split(" ")[0]))];
for (const face of document.querySelectorAll(".face")) {
  const data = JSON.parse(face.querySelector("script").textContent);
  const chart = face.querySelector(".chart");
  const readout = face.querySelector(".readout");
  const cursor = chart.appendChild(document.createElement("div"));
  cursor.className = "cursor";
  cursor.hidden = true;
  chart.addEventListener("pointermove", (event) => {
    const lane = chart.querySelector("svg").getBoundingClientRect();
    const share = (event.clientX - lane.left) / lane.width;
    cursor.hidden = share < 0 || share >= 1;
    if (cursor.hidden) return;
    cursor.style.left = event.clientX - chart.getBoundingClientRect().left + "px";
    const column = Math.floor(share * data.e.length);
    const seconds = data.from + share * data.length;
    const expressions = data.e[column].map((value, i) => [value, names[i]]).sort((a, b) => b[0] - a[0]);
    const active = (data.u[column] || []).map((value, i) => [value, units[i]]).filter((pair) => pair[0] >= 50);
    readout.textContent = [
      seconds.toFixed(2) + " s",
      ...expressions.slice(0, 3).map((pair) => pair[1] + " " + pair[0] + " %"),
      ...active.map((pair) => pair[1] + " " + pair[0] + " %"),
    ].join("   ");
  });
  chart.addEventListener("pointerleave", () => { cursor.hidden = true; });
}
