export { TargetPicker, everybody, fromTargets, toTargets, type PickedTargets } from "./TargetPicker";
