// One box chooses every comment on the page; without scripts each is chosen by its own.
const whole = document.querySelector("[data-choose-all]");
if (whole) {
  whole.hidden = false;
  whole.querySelector("input").addEventListener("change", (event) => {
    for (const box of document.querySelectorAll("input[name='id']")) box.checked = event.target.checked;
  });
}
