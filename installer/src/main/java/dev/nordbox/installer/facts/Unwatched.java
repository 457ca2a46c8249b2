package dev.nordbox.installer.facts;

import java.util.List;

/** Places that our audit rules name, that are there, and that the kernel does not watch. */
public final class Unwatched {
    public static final FactSection<List<String>> SECTION =
            new FactSection<>(
                    "audit", lines -> lines.all("unwatched", line -> line.at(1)), "unwatched");

    private Unwatched() {}
}
