import { ForbiddenPage } from "../errors/ForbiddenPage";
import classes from "./Frame.module.css";

export function ForbiddenFrame() {
  return (
    <main className={classes.main}>
      <ForbiddenPage staffOnly />
    </main>
  );
}
