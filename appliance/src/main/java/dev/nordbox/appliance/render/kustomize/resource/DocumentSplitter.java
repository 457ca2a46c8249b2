package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.RenderException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into documents before it is parsed: at every line that begins with {@code ---},
 * even inside a block scalar, because that is what the original does.
 */
final class DocumentSplitter {
    private static final String SEPARATOR = "\n---";

    private DocumentSplitter() {}

    static List<String> split(String text) throws RenderException {
        String unix = text.replace("\r\n", "\n");
        List<String> documents = new ArrayList<>();
        if (unix.isEmpty()) {
            return documents;
        }
        int start = 0;
        int from = 0;
        while (true) {
            int separator = unix.indexOf(SEPARATOR, from);
            int lineEnd = separator < 0 ? -1 : unix.indexOf('\n', separator + 1);
            if (lineEnd < 0) {
                documents.add(unix.substring(start));
                return documents;
            }
            String rest = unix.substring(separator + SEPARATOR.length(), lineEnd).strip();
            if (!rest.isEmpty() && rest.charAt(0) != '#') {
                throw new RenderException(
                        "invalid document separator: "
                                + unix.substring(separator + 1, lineEnd).strip());
            }
            // The newline belongs to the document: a block scalar may end there. Two separators
            // in a row share one newline, so the second is content of the next document.
            documents.add(unix.substring(start, separator) + "\n");
            start = lineEnd + 1;
            from = start;
        }
    }
}
