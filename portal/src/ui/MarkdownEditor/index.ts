export { MarkdownEditor } from "./MarkdownEditor";
