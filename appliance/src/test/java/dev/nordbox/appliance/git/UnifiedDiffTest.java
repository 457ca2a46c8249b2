package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    @Test
    void theSameTextHasNoHunk() {
        assertThat(hunks("a\nb\n", "a\nb\n")).isEmpty();
        assertThat(hunks("", "")).isEmpty();
    }

    @Test
    void aLineThatChangesIsShownBetweenThreeOthers() {
        assertThat(hunks("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .containsExactly(
                        "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
    }

    @Test
    void aNewFileIsAllAdded() {
        assertThat(hunks("", "a\nb\n")).containsExactly("@@ -0,0 +1,2 @@", "+a", "+b");
    }

    @Test
    void aMissingLastNewlineIsSaid() {
        assertThat(hunks("a\n", "a"))
                .containsExactly("@@ -1 +1 @@", "-a", "+a", "\\ No newline at end of file");
    }

    @Test
    void theNewTextComesBackFromTheOldOneAndTheHunks() {
        Random random = new Random(13);
        for (int i = 0; i < 2_000; i++) {
            String from = text(random);
            String to = text(random);

            assertThat(patched(from, hunks(from, to))).as("%s to %s", from, to).isEqualTo(to);
        }
    }

    private static List<String> hunks(String from, String to) {
        return UnifiedDiff.hunks(from, to).lines().toList();
    }

    /** As `patch` does it, which insists on the places and the lines that the hunks name. */
    private static String patched(String text, List<String> hunks) {
        List<String> old = text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
        StringBuilder made = new StringBuilder();
        int at = 0;
        for (int i = 0; i < hunks.size(); i++) {
            String line = hunks.get(i);
            boolean whole = i + 1 == hunks.size() || !hunks.get(i + 1).startsWith("\\");
            String content = line.substring(1) + (whole ? "\n" : "");
            switch (line.charAt(0)) {
                case '@' -> {
                    String[] place = line.split("[-, ]+");
                    boolean none = line.startsWith("@@ -%s,0 ".formatted(place[1]));
                    int start = Integer.parseInt(place[1]) - (none ? 0 : 1);
                    old.subList(at, start).forEach(made::append);
                    at = start;
                }
                case '+' -> made.append(content);
                case '\\' -> {}
                default -> {
                    assertThat(old.get(at++)).isEqualTo(content);
                    made.append(line.charAt(0) == ' ' ? content : "");
                }
            }
        }
        old.subList(at, old.size()).forEach(made::append);
        return made.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int lines = random.nextInt(30); lines > 0; lines--) {
            text.append((char) ('a' + random.nextInt(4)))
                    .append(lines == 1 && random.nextBoolean() ? "" : "\n");
        }
        return text.toString();
    }
}
