// Questions to the server that this page came from.

const RETRIES = 20; // while it is busy; it says after how many seconds to come again

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

class Api {
  constructor(token) {
    this.headers = token ? { Authorization: `Bearer ${token}` } : {};
  }

  async ask(path, fields, signal) {
    const init = { headers: this.headers, signal };
    if (fields) Object.assign(init, { method: "POST", body: formOf(fields) });
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.fetched(path, init);
      if (answer.status !== 503 || attempt === RETRIES) return answered(answer);
      const seconds = Number(answer.headers.get("Retry-After")) || 1;
      await new Promise((done) => setTimeout(done, seconds * 1000));
    }
  }

  async json(path, fields, signal) {
    return (await this.ask(path, fields, signal)).json();
  }

  async fetched(path, init) {
    try {
      return await fetch(path, init);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Refused(0, "The server does not answer. Is pa3d app still running in its terminal?");
    }
  }

  // Send a shape's files; `progress` hears the share that is sent, 0 to 1.
  upload(fields, progress) {
    return new Promise((done, refuse) => {
      const request = new XMLHttpRequest();
      request.open("POST", "v1/shapes");
      for (const [name, value] of Object.entries(this.headers)) request.setRequestHeader(name, value);
      request.responseType = "text";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress(event.loaded / event.total);
      });
      request.addEventListener("error", () => {
        refuse(new Refused(0, "The server took no file. Is pa3d app still running in its terminal?"));
      });
      request.addEventListener("load", () => {
        if (request.status < 300) done(JSON.parse(request.responseText));
        else refuse(refusalOf(request.status, request.responseText));
      });
      request.send(formOf(fields));
    });
  }
}

// Each value, or each of a list of values, is a field of its own.
function formOf(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of [value].flat()) {
      if (each !== null && each !== undefined) form.append(name, each);
    }
  }
  return form;
}

async function answered(answer) {
  if (answer.ok) return answer;
  throw refusalOf(answer.status, await answer.text());
}

function refusalOf(status, text) {
  try {
    return new Refused(status, JSON.parse(text).error.message);
  } catch {
    return new Refused(status, `The server answered with the status ${status}.`);
  }
}

// Bytes of base64.
function bytesOf(text) {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  return bytes;
}
