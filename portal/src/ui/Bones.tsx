import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./Bones.module.css";
import { Delayed } from "./Delayed";

/** The outline of what is coming: `rows` of a list, or blocks of a page with the given heights in pixels. */
export function Bones({ rows, blocks }: { rows?: number; blocks?: number[] }) {
  const { t } = useTranslation();
  const heights = blocks ?? Array.from({ length: rows ?? 3 }, () => 56);
  return (
    <Delayed>
      <div className={classes.bones} role="status" aria-label={t("loading")} data-rows={rows ? true : undefined}>
        {heights.map((height, index) => (
          <Skeleton key={index} height={height} radius="md" />
        ))}
      </div>
    </Delayed>
  );
}
