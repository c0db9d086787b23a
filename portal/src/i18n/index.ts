import i18next, { type TFunction } from "i18next";
import { initReactI18next } from "react-i18next";
import { keep } from "@/util/storage";
import type admin from "./en/admin.json";
import type announcements from "./en/announcements.json";
import type app from "./en/app.json";
import type audit from "./en/audit.json";
import type auth from "./en/auth.json";
import english from "./en/base.json";
import type branding from "./en/branding.json";
import type catalog from "./en/catalog.json";
import type documents from "./en/documents.json";
import type editing from "./en/editing.json";
import type gate from "./en/gate.json";
import type mail from "./en/mail.json";
import type invoices from "./en/invoices.json";
import type profile from "./en/profile.json";
import type team from "./en/team.json";
import type settings from "./en/settings.json";
import type tickets from "./en/tickets.json";

/** One catalogue for each area; `app` holds what all of them share. */
type Messages = typeof english &
  typeof admin &
  typeof announcements &
  typeof app &
  typeof audit &
  typeof auth &
  typeof branding &
  typeof catalog &
  typeof documents &
  typeof editing &
  typeof gate &
  typeof mail &
  typeof invoices &
  typeof profile &
  typeof team &
  typeof settings &
  typeof tickets;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Messages };
  }
}

/** `boot.js` knows the same list. */
export const languages = { en: "English", de: "Deutsch", es: "Español" } as const;
export type Language = keyof typeof languages;
/** `base` suffices for the login page, `gate` is for the other pages before sign-in; `behind` is all the rest. */
export type Part = "base" | "gate" | "behind";

interface Catalogue {
  default: object;
}
const files = import.meta.glob<Catalogue>(["./*/base.json", "./*/gate.json", "./*/behind.ts", "!./en/base.json"]);
const parts = new Set<Part>();

const isLanguage = (name: string): name is Language => name in languages;

/** The one that `public/boot.js` found: chosen in the profile, else the browser's first that is spoken here, else English. */
function firstLanguage(): Language {
  const name = document.documentElement.lang;
  return isLanguage(name) ? name : "en";
}

async function load(language: Language): Promise<void> {
  // Most readers need the English login page, so that comes without another request.
  const wanted = [...parts].map((part) => files[`./${language}/${part === "behind" ? "behind.ts" : `${part}.json`}`]);
  for (const catalogue of await Promise.all(wanted.flatMap((read) => read?.() ?? []))) {
    i18next.addResourceBundle(language, "translation", catalogue.default, true);
  }
}

export async function startLanguage(...wanted: Part[]): Promise<void> {
  for (const part of wanted) parts.add(part);
  const language = firstLanguage();
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      resources: { en: { translation: english } },
      interpolation: { escapeValue: false }, // React escapes
      returnNull: false,
    });
  }
  await load(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  keep("language", language);
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export { i18next };
export type Translate = TFunction;
