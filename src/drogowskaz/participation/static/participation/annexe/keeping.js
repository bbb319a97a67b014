/**
 * What has been typed into an annexe and is not saved yet, kept in this browser: it survives a closed tab and a lost
 * connection. Kept under the person and the annexe, so that nobody's typing is ever sent under another name.
 */

const PREFIX = "drogowskaz.annexe";

export function keeper(person, annexe) {
  const begin = `${PREFIX}.${person}.${annexe}.`;
  return {
    /** Whether the browser keeps it. */
    keep(entry) {
      try {
        localStorage.setItem(begin + entry.key, JSON.stringify(entry));
        return true;
      } catch {
        return false;
      }
    },
    drop(key) {
      try {
        localStorage.removeItem(begin + key);
      } catch {
        // A browser that keeps nothing has nothing to forget.
      }
    },
    all() {
      try {
        return Object.keys(localStorage).filter((name) => name.startsWith(begin)).map(read).filter(Boolean);
      } catch {
        return [];
      }
    },
  };
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
