import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { encodings, type Encoding } from "@/api/types";
import { encodingNames } from "./encodingNames";

/** How a file's letters are read. What names look like in the preview shows whether it is right. */
export function EncodingSelect({ value, disabled, onChoose }: { value: Encoding; disabled?: boolean; onChoose: (encoding: Encoding) => void }) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t("import.encoding")}
      description={t("import.encodingHint")}
      disabled={disabled}
      value={value}
      onChange={(event) => {
        const chosen = encodings.find((each) => each === event.currentTarget.value);
        if (chosen) onChoose(chosen);
      }}
      data={encodings.map((each) => ({ value: each, label: t(encodingNames[each]) }))}
    />
  );
}
