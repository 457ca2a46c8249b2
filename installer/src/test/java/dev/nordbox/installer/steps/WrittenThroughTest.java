package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What takes a file's place is on the disk before: a power cut leaves the old one or the new one.
 */
class WrittenThroughTest {
    private static final Pattern TAKES_PLACE = Pattern.compile("(^|[ ;&\"])mv ");
    private static final Pattern ON_DISK = Pattern.compile("(^|[ ;&\"])(sync|on_disk|settle)( |$)");

    /** Below /run, which no boot keeps; and sums that are made again. */
    private static final List<String> PASSING =
            List.of("facts.sh", "guard-load.sh", "lock-take.sh", "probe-policies.sh");

    @Test
    void everyScriptWritesThroughBeforeItRenames() throws Exception {
        List<String> renaming = new ArrayList<>();
        for (Path script : scripts()) {
            String name = script.getFileName().toString();
            boolean written = false;
            boolean renames = false;
            for (String line : Files.readAllLines(script)) {
                if (line.strip().startsWith("#")) {
                    continue;
                }
                written |= ON_DISK.matcher(line).find();
                renames |= TAKES_PLACE.matcher(line).find();
                assertThat(renames && !written && !PASSING.contains(name))
                        .as("%s renames what is not on the disk: %s", name, line)
                        .isFalse();
            }
            if (renames) {
                renaming.add(name);
            }
        }
        assertThat(renaming)
                .contains("write-files.sh", "finish-upload.sh", "make-k3s-token.sh")
                .containsAll(PASSING);
    }

    private static List<Path> scripts() throws IOException, URISyntaxException {
        Path one = Path.of(HostScript.class.getResource("make-k3s-token.sh").toURI());
        try (Stream<Path> all = Files.walk(one.getParent().getParent())) {
            return all.filter(path -> path.toString().endsWith(".sh")).toList();
        }
    }
}
