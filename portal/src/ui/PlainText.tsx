import { linkify } from "@/util/linkify";
import classes from "./PlainText.module.css";

/** Text that a person wrote: lines kept, web addresses linked, nothing else interpreted. */
export function PlainText({ text }: { text: string }) {
  return (
    <p className={classes.text} dir="auto">
      {linkify(text).map((piece, index) =>
        "href" in piece ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener nofollow ugc">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </p>
  );
}
