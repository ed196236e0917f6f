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
    const wanted = JSON.stringify(step);
    const next = stepsBelow(here).find((element) => element.dataset.step === wanted);
    if (!next) break;
    here = next;
  }
  return here;
}

/** The elements of the next step, with no other step between. */
function stepsBelow(element) {
  const found = [];
  const look = (children) => {
    for (const child of children) {
      if (child.dataset && child.dataset.step !== undefined) found.push(child);
      else look(child.children);
    }
  };
  look(element.children);
  return found;
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
