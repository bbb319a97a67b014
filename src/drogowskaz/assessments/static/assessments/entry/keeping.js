/**
 * What has been typed and is not saved yet, kept in this browser: it survives a closed tab and a lost connection.
 *
 * Kept under the person and the form, so that nobody's typing is ever sent under another name.
 */

const PREFIX = "drogowskaz.entry";

/** A place for the unsaved cells of one person in one form. Its methods throw when the browser keeps nothing. */
export function keeper(person, form) {
  const begin = `${PREFIX}.${person}.${form}.`;
  return {
    keep: (entry) => localStorage.setItem(begin + entry.key, JSON.stringify(entry)),
    drop: (entry) => {
      // Another tab may have typed into the cell since; its entry has another name and stays.
      if (read(begin + entry.key)?.id === entry.id) localStorage.removeItem(begin + entry.key);
    },
    all: () =>
      Object.keys(localStorage)
        .filter((name) => name.startsWith(begin))
        .map(read)
        .filter((entry) => entry !== null),
  };
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/** A name for a save that no other save has, also where the page is served without https. */
export function newName() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
