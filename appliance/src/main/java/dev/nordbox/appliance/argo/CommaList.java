package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.stream.Stream;

/** An annotation that holds a list: entries trimmed, empty and repeated ones left out. */
final class CommaList {

    private CommaList() {}

    static List<String> of(String value) {
        return Stream.of(value.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .toList();
    }
}
