package dev.nordbox.installer.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Archives of images, {@code k3s.images}, as far as they can be judged without opening them. */
final class ImageArchives {
    /** What containerd imports; k3s passes over every other ending. */
    static final Format FORMAT =
            Format.matching(
                    "(?s)(.*/)?([A-Za-z0-9][A-Za-z0-9._-]{0,200})\\.(tar|tar\\.gz|tgz|tar\\.zst|tzst|tar\\.lz4|tar\\.bz2|tbz)",
                    "an archive of images",
                    "name a file that ends in .tar, .tar.gz or .tar.zst, as `docker save` makes it; of"
                            + " letters, digits, `.`, `_` and `-`");

    private final Section section;
    private final Problems problems;

    ImageArchives(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    /** They lie side by side on the box. */
    void check(List<String> files) {
        Set<String> names = new HashSet<>();
        for (String file : files) {
            String name = Path.of(file).getFileName().toString();
            if (!names.add(name)) {
                problems.add(
                        section.location("images"),
                        "`%s` has two files called %s".formatted(section.name("images"), name),
                        "rename one: they lie side by side on the box");
            }
        }
    }
}
