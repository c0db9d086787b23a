import type { Plugin } from "vite";

/**
 * Writes the names of the files that every page behind the login needs into `<meta name="portal-parts">`, where
 * `public/boot.js` finds them before the first script has arrived.
 */
export function parts(): Plugin {
  return {
    name: "parts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const files: string[] = [];
        for (const [path, file] of Object.entries(bundle ?? {})) {
          if (file.type !== "chunk") continue;
          const words = /^words-(\w\w)$/.exec(file.name);
          if (words) files.push(`${words[1]}:/${path}`);
          if (file.name !== "portal") continue;
          files.push(`/${path}`, ...[...(file.viteMetadata?.importedCss ?? [])].map((css) => `/${css}`));
        }
        if (files.length === 0) throw new Error("The build has no part named portal; see codeSplitting in vite.config.ts");
        return [{ tag: "meta", attrs: { name: "portal-parts", content: files.join(" ") }, injectTo: "head-prepend" }];
      },
    },
  };
}
