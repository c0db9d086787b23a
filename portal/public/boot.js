/*
 * Runs before the first paint, as a classic script because a module would come too late.
 * It settles three things that must never flash: the colour scheme, the language of the document,
 * and whose portal this is. The result is `window.portalBoot`, a promise (see src/util/boot.ts).
 */
(function () {
  "use strict";
  var root = document.documentElement;

  function recall(key) {
    try {
      return localStorage.getItem("portal:" + key);
    } catch {
      return null; // storage may be forbidden; everything works without it
    }
  }
  function keep(key, value) {
    try {
      if (value === null) localStorage.removeItem("portal:" + key);
      else localStorage.setItem("portal:" + key, value);
    } catch {
      /* see recall */
    }
  }

  var scheme = recall("scheme");
  if (scheme !== "light" && scheme !== "dark") {
    scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-mantine-color-scheme", scheme);

  var here = new URL(location.href);
  var gate = /^\/(?:portal\/(?:login|register|forgot-password|reset-password|approve|sso-error|verify)\/?)?$/.test(here.pathname);
  var asked = here.searchParams.get("tenant");
  var signedIn = recall("signed-in");

  function known(branding) {
    keep("tenant", branding.tenant);
    return { state: "known", branding: branding };
  }

  /** Paints a branding that the page did not come with, and waits for its colours. */
  function paint(branding) {
    document.title = branding.portal_name;
    if (branding.favicon_url) {
      var icon = document.createElement("link");
      icon.rel = "icon";
      icon.href = branding.favicon_url;
      document.head.appendChild(icon);
    }
    return new Promise(function (resolve) {
      var theme = document.createElement("link");
      theme.rel = "stylesheet";
      theme.href = branding.theme_url;
      theme.dataset.portalTheme = "";
      theme.onload = theme.onerror = function () {
        resolve(known(branding));
      };
      document.head.appendChild(theme);
    });
  }

  function load(slug) {
    var query = slug ? "?tenant=" + encodeURIComponent(slug) : "";
    return fetch("/api/portal/branding" + query, { headers: { accept: "application/json" } }).then(function (answer) {
      if (answer.ok) return answer.json().then(paint);
      // 404 and 422 alike: a name that cannot exist is as unknown as one that does not.
      if (answer.status === 404 || answer.status === 422 || answer.status === 400) return null;
      return { state: "unreachable" };
    });
  }

  function find() {
    // Behind the login the session decides; a ?tenant= that disagrees is not even asked for.
    if (!gate && signedIn) return load(signedIn);
    if (asked) {
      return load(asked).then(function (found) {
        return found || { state: "unknown", slug: asked };
      });
    }
    var remembered = recall("tenant");
    return (remembered ? load(remembered) : Promise.resolve(null)).then(function (found) {
      if (found) return found;
      if (remembered) keep("tenant", null);
      return load(null);
    });
  }

  var element = document.getElementById("portal-branding");
  var shipped = element && JSON.parse(element.textContent);
  if (shipped && (gate || !signedIn || shipped.tenant === signedIn)) {
    window.portalBoot = Promise.resolve(known(shipped));
    return;
  }
  if (shipped) {
    // The page was dressed for another portal than the one this person is signed in to.
    document.title = "";
    document.querySelectorAll('link[rel="stylesheet"][href*="/branding/theme.css"], link[rel="icon"]').forEach(function (link) {
      link.remove();
    });
  }
  window.portalBoot = find().then(
    function (found) {
      return found || { state: "ask" };
    },
    function () {
      return { state: "unreachable" };
    },
  );
})();
