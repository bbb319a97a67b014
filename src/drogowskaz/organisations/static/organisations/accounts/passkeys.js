/* Passkeys: asks the browser for one and posts what it answers. A page without this module says what to do instead.

   A form with data-passkey holds a field `credential` and a button that is hidden until this module has come:
   `add` makes a new passkey, `answer` proves an old one (both with data-options from the server),
   `enter` fetches its options first, from the address it posts to. */

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

async function made({ publicKey }) {
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
      // A passkey is kept on the device and unlocked by its owner, so it can stand alone.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
}

async function proven({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
}

function written(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const part of parts) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function options(form) {
  if (form.dataset.passkey !== "enter") return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${form.action}: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  for (const fault of form.querySelectorAll("[data-fault]")) fault.hidden = true;
  try {
    const way = form.dataset.passkey === "add" ? made : proven;
    form.elements.credential.value = written(await way(await options(form)));
    form.submit();
  } catch (fault) {
    // The browser says NotAllowedError when the person turned away or there was no such passkey.
    const kind = fault.name === "NotAllowedError" ? "refused" : "impossible";
    form.querySelector(`[data-fault="${kind}"]`).hidden = false;
  }
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  const button = form.querySelector("button[hidden]");
  if (!window.PublicKeyCredential) {
    form.querySelector('[data-fault="impossible"]').hidden = false;
    continue;
  }
  button.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
