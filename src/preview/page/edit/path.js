// Elements and the paths of their values: each element that stands for a step carries it.

export function setStep(element, step) {
  if (step === null || step === undefined) delete element.dataset.step;
  else element.dataset.step = JSON.stringify(step);
  return element;
}

/** The path of the value an element is for. */
export function pathOf(element) {
  const path = [];
  for (let here = element; here && here.id !== "form"; here = here.parentElement) {
    if (here.dataset && here.dataset.step !== undefined) path.unshift(JSON.parse(here.dataset.step));
  }
  return path;
}

/** The element whose value is nearest to a path: the one itself, or what it is in. */
export function elementAt(form, path) {
  let here = form;
  for (const step of path) {
    const next = [...here.querySelectorAll(`[data-step='${CSS.escape ? JSON.stringify(step).replaceAll("'", "\\'") : ""}']`)].find(
      (element) => nearest(element, here) && element.dataset.step === JSON.stringify(step),
    );
    if (!next) break;
    here = next;
  }
  return here;
}

/** Whether no other step lies between an element and one around it. */
function nearest(element, around) {
  for (let here = element.parentElement; here && here !== around; here = here.parentElement) {
    if (here.dataset && here.dataset.step !== undefined) return false;
  }
  return true;
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
