// Shows the OpenAPI document. Requests that are tried out go as the signed-in user, so writes carry the proof that they
// come from our own page.
SwaggerUIBundle({
  dom_id: '#api',
  url: 'v1/openapi.json',
  validatorUrl: null,
  requestInterceptor: (request) => {
    const proof = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]+)/);
    if (proof) {
      request.headers['X-XSRF-TOKEN'] = decodeURIComponent(proof[1]);
    }
    return request;
  },
});
