import { staffRoute } from "./root";

export const adminTree = staffRoute.addChildren([]);
