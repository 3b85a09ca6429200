interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL: (url: string) => string;
  };
}

/** Starts a worker from a script of this application; under Trusted Types no other address passes. */
export function startWorker(url: string, options?: WorkerOptions): Worker {
  return new Worker(policy().createScriptURL(url), options);
}

let made: ReturnType<TrustedTypes['createPolicy']> | undefined;

function policy(): ReturnType<TrustedTypes['createPolicy']> {
  const rules = {
    createScriptURL: (url: string) => {
      if (new URL(url, window.location.href).origin !== window.location.origin) {
        throw new TypeError(`a worker's script must be our own, not ${url}`);
      }
      return url;
    },
  };
  const trustedTypes = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  made ??= trustedTypes?.createPolicy('millrace', rules) ?? rules;
  return made;
}
