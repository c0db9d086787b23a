import { useEffect, useState } from "react";
import { isFaint } from "./faint";

/** The grounds that a logo stands on: pages, mails and paper; pages of the dark scheme. */
const grounds = { light: [255, 255, 255], dark: [22, 25, 29] } as const;
export type Ground = keyof typeof grounds;

/** Grounds on which the picture is hardly seen. */
export function useFaint(url: string | null | undefined): Ground[] {
  const [found, setFound] = useState<{ url: string; faint: Ground[] } | null>(null);
  useEffect(() => {
    if (!url) return;
    let open = true;
    const image = new Image();
    image.onload = () => {
      const width = 120;
      const height = Math.max(1, Math.round((width * image.naturalHeight) / (image.naturalWidth || 1)));
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      if (!context || !open) return;
      context.drawImage(image, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      setFound({ url, faint: (["light", "dark"] as const).filter((ground) => isFaint(data, grounds[ground])) });
    };
    image.src = url;
    return () => { open = false; };
  }, [url]);
  return found && found.url === url ? found.faint : [];
}
