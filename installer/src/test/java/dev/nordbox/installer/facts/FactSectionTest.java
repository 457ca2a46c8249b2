package dev.nordbox.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.OnThisMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kind of facts is one piece of the script and one class, and no other knows of it. */
class FactSectionTest {
    /**
     * What a piece prints first in a line: {@code printf 'os\t…}, {@code printf 'begin\tunits\n'}.
     */
    private static final Pattern PRINTED =
            Pattern.compile("['\"]((?:begin\\\\t)?[a-z][a-z0-9-]*)\\\\[tn]");

    /** Nobody's, and everybody's: what goes before the pieces. */
    private static final List<String> SHARED = List.of("head.sh", "unwatched.sh");

    private static List<FactSection<?>> sections() {
        return ShellSurvey.SECTIONS;
    }

    @ParameterizedTest
    @MethodSource("sections")
    void aPieceTellsWhatItsClassReads(FactSection<?> section) {
        Set<String> printed =
                PRINTED.matcher(section.script())
                        .results()
                        .map(found -> found.group(1).replace("\\t", "\t"))
                        .filter(key -> !key.equals("end"))
                        .collect(Collectors.toSet());

        assertThat(printed).isEqualTo(section.keys());
    }

    @Test
    void noTwoSectionsTellOfTheSame() {
        assertThat(sections().stream().flatMap(section -> section.keys().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPieceHasItsClass() throws Exception {
        Path folder = Path.of(FactSection.class.getResource("head.sh").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".sh")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            SHARED.stream(),
                                            sections().stream()
                                                    .map(section -> section.piece() + ".sh"))
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("sections")
    void aPieceRunsWithoutTheOthers(FactSection<?> section) throws Exception {
        String script = ShellSurvey.script(List.of(section));
        String[] words =
                "forget thorough F:/etc/hosts D:/etc A:/etc/passwd S:kernel/ostype M:vfat P:root"
                        .split(" ");
        CommandOutcome outcome = OnThisMachine.run(Command.script("one piece", script, words));

        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.stdout()).startsWith("nordbox-facts\t1\n").endsWith("done\n");
    }
}
