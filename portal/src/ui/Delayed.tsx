import { useEffect, useState, type ReactNode } from "react";

/** Shows its content after 150 ms, so that what loads at once never flickers. */
export function Delayed({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => { setShown(true); }, 150);
    return () => { clearTimeout(timer); };
  }, []);
  return shown ? children : null;
}
