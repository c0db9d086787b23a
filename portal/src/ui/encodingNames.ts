import type { Encoding } from "@/api/types";

/** What each encoding is called. */
export const encodingNames = {
  "UTF-8": "import.encodings.utf8",
  "windows-1252": "import.encodings.windows1252",
  IBM850: "import.encodings.ibm850",
  macintosh: "import.encodings.macintosh",
  "UTF-16LE": "import.encodings.utf16le",
  "UTF-16BE": "import.encodings.utf16be",
  "windows-1250": "import.encodings.windows1250",
  "windows-1251": "import.encodings.windows1251",
  "windows-1253": "import.encodings.windows1253",
  "windows-1254": "import.encodings.windows1254",
  "windows-1257": "import.encodings.windows1257",
  Shift_JIS: "import.encodings.shiftJis",
  GBK: "import.encodings.gbk",
  Big5: "import.encodings.big5",
  "EUC-KR": "import.encodings.eucKr",
} as const satisfies Record<Encoding, string>;
