/** The element of an id. */
export const at = (id) => document.getElementById(id);

/** An element with properties and children. */
export function made(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Shows these parts of the page, and hides the others. */
export function show(...ids) {
  for (const id of ["start", "again", "problem", "work", "question", "one", "calls"]) at(id).hidden = !ids.includes(id);
}
