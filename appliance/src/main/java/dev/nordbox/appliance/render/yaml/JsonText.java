package dev.nordbox.appliance.render.yaml;

/** What becomes of a string that is written as JSON and read by a YAML 1.1 parser. */
final class JsonText {
    private static final int LONGEST_KEY = 1024;

    private JsonText() {}

    /**
     * JSON leaves U+0085 as it is, and YAML 1.1 takes it for a line break, to be folded.
     *
     * @throws YamlException when the string holds a character that JSON does not escape and YAML
     *     forbids
     */
    static String readBack(String value) throws YamlException {
        boolean folds = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x7f) {
                continue;
            }
            if (c == Characters.NEXT_LINE) {
                folds = true;
            } else if (c < 0xa0 || c == '\uFFFE' || c == '\uFFFF') {
                throw new YamlException("yaml: control characters are not allowed");
            }
        }
        return folds ? fold(value) : value;
    }

    /**
     * The same for the key of a field, which has to stay on its line and within the length YAML
     * gives a key without a question mark.
     */
    static String readBackKey(String value) throws YamlException {
        boolean breaks = value.indexOf(Characters.NEXT_LINE) >= 0;
        if (breaks
                || value.length() > LONGEST_KEY
                        && JsonWriter.compact(value).length() > LONGEST_KEY) {
            throw new YamlException("yaml: did not find expected ',' or '}'");
        }
        return readBack(value);
    }

    private static boolean isDocumentIndicator(String value, int at) {
        boolean indicator = value.startsWith("---", at) || value.startsWith("...", at);
        return indicator && at + 3 < value.length() && isFolded(value.charAt(at + 3));
    }

    private static boolean isFolded(char c) {
        return c == ' ' || c == Characters.NEXT_LINE;
    }

    private static String fold(String value) throws YamlException {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < value.length()) {
            int end = i;
            int breaks = 0;
            while (end < value.length() && isFolded(value.charAt(end))) {
                breaks += value.charAt(end) == Characters.NEXT_LINE ? 1 : 0;
                end++;
            }
            if (end == i) {
                text.append(value.charAt(i++));
                continue;
            }
            if (breaks > 0
                    && value.charAt(end - 1) == Characters.NEXT_LINE
                    && isDocumentIndicator(value, end)) {
                throw new YamlException("yaml: found unexpected document indicator");
            }
            if (breaks == 0) {
                text.append(value, i, end);
            } else {
                text.append(breaks == 1 ? " " : "\n".repeat(breaks - 1));
            }
            i = end;
        }
        return text.toString();
    }
}
