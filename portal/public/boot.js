/*
 * Runs before the first paint, as a classic script because a module would come too late.
 * It settles three things that must never flash: the color scheme, the language of the document,
 * and whose portal this is. The result is `window.portalBoot`, a promise (see src/api/boot.ts).
 * Behind the login it also asks at once for what the first page will need: the program's parts and the
 * first answers (`window.portalEarly`, see src/api/early.ts), so that nothing waits for something else's arrival.
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

  /*
   * The app's script is missing or did not load, because a new version is being deployed or the network is bad. Reloading helps
   * after an update. If it does not, the page says so instead of showing its outline forever.
   */
  var sentences = {
    en: ["This page could not be loaded completely. Please try again in a moment.", "Try again"],
    de: ["Diese Seite konnte nicht vollständig geladen werden. Bitte versuchen Sie es gleich noch einmal.", "Erneut versuchen"],
    es: ["No se pudo cargar esta página por completo. Vuelva a intentarlo en un momento.", "Reintentar"],
  };
  addEventListener(
    "error",
    function (event) {
      var script = event.target;
      if (!(script instanceof HTMLScriptElement) || script.type !== "module") return;
      var before = 0;
      try {
        before = Number(sessionStorage.getItem("portal:reloaded")); // src/util/storage.ts knows the same key
        sessionStorage.setItem("portal:reloaded", String(Date.now()));
      } catch {
        before = Date.now(); // storage is not available: no automatic second try
      }
      if (navigator.onLine && Date.now() - before > 30000) {
        location.reload();
        return;
      }
      var said = document.createElement("div");
      said.className = "outline-failure";
      said.setAttribute("role", "alert");
      var text = document.createElement("p");
      var again = document.createElement("button");
      text.textContent = sentences[root.lang][0];
      again.textContent = sentences[root.lang][1];
      again.type = "button";
      again.onclick = function () {
        location.reload();
      };
      said.append(text, again);
      function show() {
        document.getElementById("root").replaceChildren(said);
      }
      if (document.getElementById("root")) show();
      else document.addEventListener("DOMContentLoaded", show);
    },
    true,
  );

  // The one chosen in the profile, else the browser's first that is spoken here; src/i18n knows the same list.
  var chosen = recall("language");
  root.lang =
    (chosen ? [chosen] : []).concat(navigator.languages || []).map(function (name) {
      return name.slice(0, 2).toLowerCase();
    }).find(function (name) {
      return /^(?:en|de|es)$/.test(name);
    }) || "en";

  var here = new URL(location.href);
  var gate = /^\/(?:portal\/(?:login|register|forgot-password|reset-password|confirm-email|object-email|own-password|approve|sso-error|verify)\/?)?$/.test(here.pathname);
  root.dataset.page = gate ? "gate" : here.pathname.startsWith("/admin") ? "admin" : "portal"; // what its outline looks like
  var asked = here.searchParams.get("tenant");
  var signedIn = recall("signed-in");

  if (!gate) {
    var parts = document.querySelector('meta[name="portal-parts"]');
    if (parts) {
      // Written by scripts/parts.ts; `xx:` before a path says that only that language needs it.
      parts.content.split(" ").forEach(function (part) {
        var language = /^(\w\w):/.exec(part);
        if (language && language[1] !== root.lang) return;
        var link = document.createElement("link");
        var css = /\.css$/.test(part);
        link.rel = css ? "preload" : "modulepreload";
        if (css) link.as = "style";
        else link.fetchPriority = "low"; // the outline is painted first
        link.crossOrigin = "";
        link.href = part.replace(/^\w\w:/, "");
        document.head.appendChild(link);
      });
    }
    window.portalEarly = {};
    var person = recall("person");
    if (person) window.portalEarlyPerson = person;
    ["/api/auth/session"].concat(root.dataset.page === "portal" ? "/api/portal/dashboard" : []).forEach(function (path) {
      var headers = { accept: "application/json" };
      // Who is signed in is the question of the first, so that one names nobody.
      if (person && path !== "/api/auth/session") headers["x-portal-person"] = person;
      var answer = fetch(path, { headers: headers });
      answer.catch(function () {}); // whoever asks for it hears of it
      window.portalEarly[path] = answer;
    });
  }

  /**
   * The outline of a client's page bears the logo or the portal's name where the page will have it, and that of the
   * dashboard the welcome, which the server has made harmless.
   */
  function sign(branding) {
    var place = document.querySelector(".outline-menu");
    var last = document.querySelector(".outline-page i:nth-child(4)");
    if (!place || !last) return false;
    var brand = document.createElement(branding.logo_url ? "img" : "strong");
    if (brand.tagName === "IMG") {
      brand.src = branding.logo_url;
      brand.alt = "";
    } else {
      brand.textContent = branding.portal_name;
      brand.dir = "auto";
    }
    place.replaceChildren(brand);
    if (here.pathname === "/portal/dashboard" && branding.welcome_html && recall("welcomed:" + branding.tenant) === null) {
      var welcome = document.createElement("div");
      welcome.className = "outline-welcome";
      welcome.innerHTML = branding.welcome_html;
      last.parentNode.children[1].replaceWith(welcome);
    }
    return true;
  }

  function known(branding) {
    keep("tenant", branding.tenant);
    if (root.dataset.page === "portal") {
      // Not at DOMContentLoaded: that waits for the program.
      var watch = new MutationObserver(function () {
        if (sign(branding)) watch.disconnect();
      });
      if (!sign(branding)) watch.observe(root, { childList: true, subtree: true });
    }
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
