package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What takes a file's place is on the disk before: a power cut leaves the old one or the new one.
 */
class WrittenThroughTest {
    private static final String BEGIN = "(?:^|[ ;&\"])";

    /** What is moved: the first word that is no option. */
    private static final Pattern TAKES_PLACE =
            Pattern.compile(BEGIN + "mv (?:-\\S+ )*(\"[^\"]*\"|\\S+) ");

    /** With what is to be on the disk; all that there is, or a whole file system, without. */
    private static final Pattern ON_DISK =
            Pattern.compile(BEGIN + "(?:sync|on_disk)(?= |$)([^;&|]*)");

    /** Of write-files.sh: all that it is going to move. */
    private static final String STAGED = "\"$staged\"";

    /** Below /run, which no boot keeps; and sums that are made again. */
    private static final List<String> PASSING =
            List.of(
                    "ask-desk.sh",
                    "files.sh",
                    "guard-load.sh",
                    "lock-take.sh",
                    "probe-policies.sh");

    @Test
    void everyScriptWritesThroughBeforeItRenames() throws Exception {
        List<String> renaming = new ArrayList<>();
        for (Path script : scripts()) {
            String name = script.getFileName().toString();
            List<String> written = new ArrayList<>();
            boolean renames = false;
            for (String line : Files.readAllLines(script)) {
                if (line.strip().startsWith("#")) {
                    continue;
                }
                ON_DISK.matcher(line).results().forEach(sync -> written.add(sync.group(1).strip()));
                Matcher moves = TAKES_PLACE.matcher(line);
                while (moves.find()) {
                    renames = true;
                    String moved = moves.group(1);
                    assertThat(PASSING.contains(name) || isOnDisk(moved, written))
                            .as("%s renames what is not on the disk: %s", name, line)
                            .isTrue();
                }
            }
            if (renames) {
                renaming.add(name);
            }
        }
        assertThat(renaming)
                .contains("write-files.sh", "finish-upload.sh", "make-k3s-token.sh")
                .containsAll(PASSING);
    }

    private static boolean isOnDisk(String moved, List<String> written) {
        return written.stream()
                .anyMatch(
                        operands ->
                                operands.isEmpty()
                                        || operands.startsWith("-f")
                                        || operands.equals(STAGED)
                                        || List.of(operands.split(" ")).contains(moved));
    }

    private static List<Path> scripts() throws IOException, URISyntaxException {
        Path one = Path.of(HostScript.class.getResource("make-k3s-token.sh").toURI());
        try (Stream<Path> all = Files.walk(one.getParent().getParent())) {
            return all.filter(path -> path.toString().endsWith(".sh")).toList();
        }
    }
}
