package dev.nordbox.installer.facts;

import java.util.Map;

/** One-line values that steps left under {@code /var/lib/nordbox-installer/notes}, by name. */
public final class Notes {
    public static final FactSection<Map<String, String>> SECTION =
            new FactSection<>(
                    "notes", lines -> lines.named("note", 1, line -> line.from(2)), "note");

    private Notes() {}
}
